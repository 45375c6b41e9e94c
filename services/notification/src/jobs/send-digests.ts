import type { Worker } from 'bullmq';
import type { Context } from '../context.ts';
import { sendDigest } from '../mail/send-digest.ts';
import { startJobWorker } from './job-queue.ts';

const CONCURRENCY = 5;

/** Mails what people have not read. */
export function startDigestWorker(context: Context): Worker {
  return startJobWorker(context, 'notificationDigest', CONCURRENCY, async ({ userId }) => {
    await sendDigest(context, userId);
    return undefined;
  });
}
