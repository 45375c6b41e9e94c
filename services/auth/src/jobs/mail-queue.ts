import { type JobData, jobs, queuePrefix } from '@rollcall/contracts';
import { type Logger, openQueueConnection } from '@rollcall/service-kit';
import { Queue } from 'bullmq';

const { queue: name } = jobs.mail;
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
export function createMailQueue(redisUrl: string, log: Logger): MailQueue {
  const connection = openQueueConnection(redisUrl, 'queue', log);
  const queue = new Queue<JobData<'mail'>, void, string>(name, {
    prefix: queuePrefix(name),
    connection,
    defaultJobOptions: {
      attempts: 12,
      backoff: { type: 'exponential', delay: 2_000, jitter: 0.5 },
      removeOnComplete: true,
      removeOnFail: { age: DAY_SECONDS },
    },
  });
  queue.on('error', (error) => log.debug({ error: error.message }, name));
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
    async close() {
      await queue.close();
      connection.disconnect();
    },
  };
}
