import { queueRedisUrl, startWorker } from '@rollcall/service-kit';
import type { Context } from '../context.ts';
import { sendDigest } from '../mail/send-digest.ts';

const CONCURRENCY = 5;

/** Mails what people have not read. */
export function startDigestWorker(context: Context) {
  return startWorker(
    'notificationDigest',
    { redisUrl: queueRedisUrl(context.config), log: context.log },
    CONCURRENCY,
    async ({ userId }) => {
      await sendDigest(context, userId);
      // What came meanwhile could wake nobody: there was a job of this person.
      const { mailer, mailsToSend, clock, digests } = context;
      if (!mailer || !(await mailsToSend.isWaiting(userId))) return undefined;
      return new Date(clock.now() + digests.afterMs);
    },
  );
}
