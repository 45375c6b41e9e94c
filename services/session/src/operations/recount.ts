import type { Summary } from '@rollcall/contracts';
import type { Context } from '../context.ts';
import { countResults } from '../domain/session-results.ts';
import { summariseSession } from '../domain/status.ts';
import type { SessionDocument } from '../store/sessions.ts';

const ATTEMPTS = 5;
/** So long after an end, marks that were on their way have come, whoever died with them. */
const AFTER_END_MS = 60_000;
const AFTER_EDIT_MS = 10_000;

/**
 * Brings what is counted of an ended session in line with its records, the results and the summary: whoever writes last has
 * seen all changes before.
 */
export async function recount(context: Context, sessionId: string): Promise<void> {
  const { sessions, reports, checkpoint } = context;
  for (let attempt = 0; attempt < ATTEMPTS; attempt += 1) {
    // Before the records: who stores results meanwhile has read them before, perhaps without what is there now.
    const known = await reports.getResults(sessionId);
    const session = await sessions.get(sessionId);
    if (session?.status !== 'ended' || !session.summary) return;
    const records = await context.records.allOfSession(sessionId);
    await checkpoint?.('recount:before-write');
    if (!(await reports.put(countResults(session, records), known))) continue;
    const counted = summariseSession(session, records);
    // Who was enrolled at the end has a record; a total that was larger then stays.
    const summary = { ...counted, total: Math.max(counted.total, session.summary.total) };
    if (isSame(summary, session.summary)) return;
    await sessions.setSummary(sessionId, summary);
  }
}

/** When a session that ends now is counted once more. */
export function recountAfterEnd({ redisClock }: Context): Date {
  return new Date(redisClock.nowMs() + AFTER_END_MS);
}

/** Before a record is changed: should this process die before it has counted, another one does. */
export async function noteRecount({ sessions, redisClock }: Context, { _id, open }: SessionDocument): Promise<void> {
  if (!open) await sessions.noteRecount(_id, new Date(redisClock.nowMs() + AFTER_EDIT_MS));
}

/** Counts what is due once more. One that fails waits, so that nothing waits behind it. */
export async function recountDue(context: Context): Promise<void> {
  const { sessions, redisClock, log } = context;
  for (const due of await sessions.dueRecounts(new Date(redisClock.nowMs()))) {
    try {
      await recount(context, due._id);
      await sessions.settleRecount(due);
    } catch (error) {
      log.warn({ err: error, sessionId: due._id }, 'recount: this session again later');
      await sessions.noteRecount(due._id, new Date(redisClock.nowMs() + AFTER_END_MS));
    }
  }
}

function isSame(one: Summary, other: Summary): boolean {
  return Object.entries(one).every(([name, count]) => other[name as keyof Summary] === count);
}
