import { type Repeated, repeat } from '@rollcall/service-kit';
import type { Context } from '../context.ts';
import { mendAll } from '../operations/mend.ts';

const PERIOD_MS = 3_000;
/** Whoever has the lock looks after all; the others look after nothing. */
const LOCK = 'reconcile:lock';

/**
 * Finishes what a dead process left: closings and rounds half done, sessions whose live state is missing. On a timer,
 * because a queue can be lost with Redis; one process at a time, because it looks at every open session.
 */
export function startReconciler(context: Context): Repeated {
  return repeat({ name: 'reconcile', everyMs: PERIOD_MS, log: context.log }, async () => {
    if (await context.live.takeTurn(LOCK, PERIOD_MS)) await mendAll(context);
  });
}
