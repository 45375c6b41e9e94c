import type { JobData } from '@rollcall/contracts';
import { openQueue, type QueueParts } from '@rollcall/service-kit';

type Timer = JobData<'sessionTimer'>;

/** The queue of what happens to sessions at their times. */
export interface TimerQueue {
  /** At `atMs` by Redis' clock; one timer a session and action, set again it changes nothing. */
  set(timer: Timer, atMs: number): Promise<void>;
  /** Forgets both timers of a session. */
  clear(sessionId: string): Promise<void>;
  close(): Promise<void>;
}

/** `nowMs` is Redis' clock: this process's own may be wrong. */
export function createTimerQueue(parts: QueueParts, nowMs: () => number): TimerQueue {
  const { queue, name, close } = openQueue('sessionTimer', parts);
  return {
    async set(timer, atMs) {
      const timestamp = nowMs();
      const delay = Math.max(0, atMs - timestamp);
      await queue.add(name, timer, {
        jobId: idOf(timer),
        timestamp,
        delay,
        removeOnComplete: true,
        removeOnFail: true,
      });
    },
    async clear(sessionId) {
      for (const action of ['activate', 'end'] as const) await queue.remove(idOf({ sessionId, action }));
    },
    close,
  };
}

function idOf({ sessionId, action }: Timer): string {
  return `${action}.${sessionId}`;
}
