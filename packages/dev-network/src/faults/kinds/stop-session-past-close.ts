import { execFile } from 'node:child_process';
import { setTimeout as wait } from 'node:timers/promises';
import { promisify } from 'node:util';
import type { Fault } from '../fault.ts';

const LOOK_MS = 20;
const BEFORE_THE_END_MS = 1_000;
const STOPPED_MS = 20_000;

/**
 * The victim stops with a scan in its hands, before the write on odd seeds and after it on even ones; the teacher ends the
 * session through the other process, and the victim goes on some seconds after that, or (two seeds of six) 20 s after it
 * was stopped.
 */
export const stopSessionPastClose: Fault = {
  name: 'stop-session-past-close',
  patienceMs: 40_000,
  variables: ({ seed, strikeAfter }) => ({
    FAULT_AT: seed % 2 === 1 ? 'scan:before-write' : 'scan:after-write',
    FAULT_AFTER: `${strikeAfter}`,
    FAULT_SIGNAL: 'SIGSTOP',
  }),
  async strike({ rig: { victim, other }, plan, end, over }) {
    while (!(await isStopped(victim.processId))) {
      if (over.aborted) throw new Error('nobody was stopped');
      await wait(LOOK_MS);
    }
    try {
      const stopped = wait(STOPPED_MS);
      await wait(BEFORE_THE_END_MS);
      await end(other.url);
      await (plan.seed % 6 < 2 ? stopped : wait(plan.holdMs));
    } finally {
      await victim.signal('SIGCONT');
    }
  },
};

async function isStopped(pid: number | undefined): Promise<boolean> {
  const { stdout } = await promisify(execFile)('ps', ['-o', 'stat=', '-p', `${pid}`]);
  return stdout.startsWith('T');
}
