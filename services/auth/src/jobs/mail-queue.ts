import type { JobData } from '@rollcall/contracts';
import { openQueue, type QueueParts } from '@rollcall/service-kit';

const DAY_SECONDS = 86_400;
/** Jobs without a priority go first. */
const AFTER_OTHERS = 10;

export interface MailQueue {
  /** Has a mail sent soon, by any process, again and again for some hours while the mail server is away. */
  add(mail: JobData<'mail'>): Promise<void>;
  /** Invites many people, once each; other mails overtake these. */
  inviteAll(userIds: string[]): Promise<void>;
  close(): Promise<void>;
}

/** The queue of mails. */
export function createMailQueue(parts: QueueParts): MailQueue {
  const { queue, close } = openQueue('mail', parts, {
    attempts: 12,
    backoff: { type: 'exponential', delay: 2_000, jitter: 0.5 },
    removeOnComplete: true,
    removeOnFail: { age: DAY_SECONDS },
  });
  return {
    async add(mail) {
      await queue.add(mail.kind, mail);
    },
    async inviteAll(userIds) {
      const invitations = userIds.map((userId) => ({
        name: 'invitation',
        data: { kind: 'invitation' as const, userId },
        opts: { jobId: `invitation-${userId}`, priority: AFTER_OTHERS },
      }));
      await queue.addBulk(invitations);
    },
    close,
  };
}
