import type { QueueParts } from '@rollcall/service-kit';
import type { Config } from '../env.ts';
import { openJobQueue } from './job-queue.ts';

export type Digests = ReturnType<typeof createDigests>;

/** When to mail whom. */
export function createDigests(config: Config, queues: QueueParts) {
  const queue = openJobQueue('notificationDigest', queues, {
    attempts: 12,
    backoff: { type: 'exponential', delay: 2_000, jitter: 0.5 },
  });
  const afterMs = config.MAIL_DIGEST_MINUTES * 60_000;
  const wake = (userIds: Iterable<string>, delayMs: number) =>
    queue.add(...[...userIds].map((userId) => ({ id: userId, data: { userId }, delayMs })));
  return {
    /** How long something waits for more before it is mailed. */
    afterMs,

    /** There is something to mail to these people, after a while; who has a mail coming gets it with that. */
    wake: (userIds: Iterable<string>) => wake(userIds, afterMs),

    /** It has waited long enough. */
    wakeNow: (userIds: Iterable<string>) => wake(userIds, 0),

    close: () => queue.close(),
  };
}
