import { setTimeout as wait } from 'node:timers/promises';
import type { Fault } from '../fault.ts';

const LOOK_MS = 10;

/** The victim kills itself at a checkpoint, at the planned time that it comes there; the network starts a healthy one. */
export function killAtCheckpoint(name: string, point: string): Fault {
  return {
    name,
    variables: ({ strikeAfter }) => ({ FAULT_AT: point, FAULT_AFTER: `${strikeAfter}` }),
    async strike({ rig: { victim }, over }) {
      const { processId } = victim;
      while (victim.processId === processId) {
        if (over.aborted) throw new Error(`nobody died at ${point}`);
        await wait(LOOK_MS);
      }
      await victim.ready();
    },
  };
}
