import type { Repeated } from '@rollcall/service-kit';
import type { Context } from '../context.ts';
import { mendClosings, mendLiveStates } from '../operations/mend.ts';
import { repeatInTurn } from './in-turn.ts';

const CLOSINGS_MS = 3_000;
const LIVE_STATES_MS = 15_000;

/**
 * Finishes what a dead process left, on timers, because a queue can be lost with Redis; one process at a time does it.
 * Closings half done are found by an index; live states are compared one by one, so less often: what Redis loses as a whole
 * is noticed within a second (`watch-live-state.ts`).
 */
export function startReconciler(context: Context): Repeated {
  const jobs = [
    repeatInTurn(context, { name: 'reconcile closings', everyMs: CLOSINGS_MS }, () => mendClosings(context)),
    repeatInTurn(context, { name: 'reconcile live states', everyMs: LIVE_STATES_MS }, () => mendLiveStates(context)),
  ];
  return {
    async close() {
      await Promise.all(jobs.map((job) => job.close()));
    },
  };
}
