import type { Clock, QueueParts } from '@rollcall/service-kit';
import type { Config } from '../env.ts';
import { openJobQueue } from './job-queue.ts';

export type Reminders = ReturnType<typeof createReminders>;

/** When to remind of sessions. */
export function createReminders(config: Config, clock: Clock, queues: QueueParts) {
  const queue = openJobQueue('sessionReminder', queues, {
    attempts: 8,
    backoff: { type: 'exponential', delay: 1_000, jitter: 0.5 },
  });
  const beforeMs = config.REMINDER_MINUTES * 60_000;
  return {
    /** How long before a session people are reminded of it. */
    beforeMs,

    /** A start that was said before is looked at in vain: the session begins at another time by then. */
    async set(sessionId: string, startsAt: Date): Promise<void> {
      const startsAtMs = startsAt.getTime();
      await queue.add({
        id: `${sessionId}.${startsAtMs}`,
        data: { sessionId, startsAt: startsAt.toISOString() },
        delayMs: startsAtMs - beforeMs - clock.now(),
      });
    },

    close: () => queue.close(),
  };
}
