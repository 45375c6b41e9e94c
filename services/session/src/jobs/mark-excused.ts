import type { Repeated, Trace } from '@rollcall/service-kit';
import type { Context } from '../context.ts';
import { markExcused } from '../operations/excuses/mark-excused.ts';
import type { ExcuseDocument } from '../store/excuses.ts';
import { repeatInTurn } from './in-turn.ts';

const PERIOD_MS = 2_000;
/** Whoever decided is at it. */
const PATIENCE_MS = 2_000;
const AT_ONCE = 50;

/** Marks what an approval has left: its process died, or a session was just ending. One process at a time does it. */
export function startMarkingExcused(context: Context): Repeated {
  const { log, excuses, redisClock } = context;
  return repeatInTurn(context, { name: 'mark excused', everyMs: PERIOD_MS }, async () => {
    for (const excuse of await excuses.toMarkBefore(new Date(redisClock.nowMs() - PATIENCE_MS), AT_ONCE)) {
      await markExcused(context, excuse, traceOf(excuse)).catch((error) =>
        log.warn({ err: error, excuseId: excuse._id }, 'mark excused: again later'),
      );
    }
  });
}

/** Whoever decided acts, also when somebody else's process does it. */
function traceOf({ _id, decision }: ExcuseDocument): Trace {
  return { requestId: `excuse:${_id}`, actor: decision && { userId: decision.by, role: decision.role } };
}
