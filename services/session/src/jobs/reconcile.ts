import type { Repeated } from '@rollcall/service-kit';
import { repeat } from '@rollcall/service-kit';
import type { Context } from '../context.ts';
import { mendClosings, mendLiveStates } from '../operations/mend.ts';

const CLOSINGS_MS = 3_000;
const LIVE_STATES_MS = 15_000;

/**
 * Finishes what a dead process left, on timers, because a queue can be lost with Redis; one process at a time does it.
 * Closings half done are found by an index; live states are compared one by one, so less often: what Redis loses as a whole
 * is noticed within a second (`watch-live-state.ts`).
 */
export function startReconciler(context: Context): Repeated {
  const { log, live } = context;
  const jobs = [
    { name: 'reconcile closings', everyMs: CLOSINGS_MS, work: () => mendClosings(context) },
    { name: 'reconcile live states', everyMs: LIVE_STATES_MS, work: () => mendLiveStates(context) },
  ].map(({ name, everyMs, work }) =>
    repeat({ name, everyMs, log }, async () => {
      if (await live.takeTurn(`turn:${name}`, everyMs - 500)) await work();
    }),
  );
  return {
    async close() {
      await Promise.all(jobs.map((job) => job.close()));
    },
  };
}
