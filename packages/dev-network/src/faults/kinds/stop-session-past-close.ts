import { setTimeout as wait } from 'node:timers/promises';
import type { Fault } from '../fault.ts';

const BEFORE_THE_END_MS = 1_000;
const STOPPED_MS = 20_000;

/**
 * The victim is stopped with scans in its hands, the teacher ends the session through the other process, and the victim goes
 * on: 20 s after it was stopped on even seeds, some seconds after the end on odd ones.
 */
export const stopSessionPastClose: Fault = {
  name: 'stop-session-past-close',
  patienceMs: 40_000,
  async strike({ rig: { victim, other }, plan, end }) {
    await wait(plan.strikeAtMs);
    await victim.signal('SIGSTOP');
    try {
      const stopped = wait(STOPPED_MS);
      await wait(BEFORE_THE_END_MS);
      await end(other.url);
      await (plan.isEven ? stopped : wait(plan.holdMs));
    } finally {
      await victim.signal('SIGCONT');
    }
  },
};
