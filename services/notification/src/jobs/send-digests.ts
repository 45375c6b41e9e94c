import type { Context } from '../context.ts';
import { sendDigest } from '../mail/send-digest.ts';
import { startJobWorker } from './job-queue.ts';

const CONCURRENCY = 5;

/** Mails what people have not read. */
export function startDigestWorker(context: Context) {
  return startJobWorker(context, 'notificationDigest', CONCURRENCY, async ({ userId }) => {
    await sendDigest(context, userId);
    // What came meanwhile could wake nobody: there was a job of this person.
    const { mailer, mailsToSend, clock, digests } = context;
    if (!mailer || !(await mailsToSend.isWaiting(userId))) return undefined;
    return new Date(clock.now() + digests.afterMs);
  });
}
