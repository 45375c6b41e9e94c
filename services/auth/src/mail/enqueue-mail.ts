import type { JobData } from '@rollcall/contracts';
import type { Context } from '../context.ts';

/** Queues a mail about something that has been done; what was done stands even if the queue is away. */
export async function enqueueMail({ mailQueue, log }: Context, mail: JobData<'mail'>): Promise<void> {
  try {
    await mailQueue.add(mail);
  } catch (error) {
    log.warn({ err: error, kind: mail.kind, userId: mail.userId }, 'mail: not queued');
  }
}
