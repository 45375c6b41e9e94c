import { type JobData, jobs, queuePrefix } from '@rollcall/contracts';
import { type Logger, openQueueConnection } from '@rollcall/service-kit';
import { Queue } from 'bullmq';

type Timer = JobData<'sessionTimer'>;

const { queue: name } = jobs.sessionTimer;

/** The queue of what happens to sessions at their times. */
export interface TimerQueue {
  /** At `atMs` by Redis' clock; one timer a session and action, set again it changes nothing. */
  set(timer: Timer, atMs: number): Promise<void>;
  /** Forgets both timers of a session. */
  clear(sessionId: string): Promise<void>;
  close(): Promise<void>;
}

/** `nowMs` is Redis' clock: this process's own may be wrong. */
export function createTimerQueue(redisUrl: string, nowMs: () => number, log: Logger): TimerQueue {
  const connection = openQueueConnection(redisUrl, 'queue', log);
  const queue = new Queue<Timer, void, string>(name, { prefix: queuePrefix(name), connection });
  queue.on('error', (error) => log.debug({ error: error.message }, name));
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
    async close() {
      await queue.close();
      connection.disconnect();
    },
  };
}

function idOf({ sessionId, action }: Timer): string {
  return `${action}.${sessionId}`;
}
