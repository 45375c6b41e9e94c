import { type JobData, jobs, queuePrefix } from '@rollcall/contracts';
import { isOutage, openQueueConnection, queueRedisUrl } from '@rollcall/service-kit';
import { UnrecoverableError, Worker } from 'bullmq';
import type { Context } from '../context.ts';
import { emailChangedMail, invitationMail, passwordChangedMail, passwordResetMail } from '../mail/mails.ts';
import { makePasswordLink } from '../passwords/make-link.ts';
import type { UserDocument } from '../store/users.ts';

const CONCURRENCY = 5;

/** Writes a mail to somebody and sends it; nobody who may not log in gets one. */
export async function sendMail(context: Context, job: JobData<'mail'>): Promise<void> {
  const user = await context.users.byId(job.userId);
  if (!user || user.disabled) return;
  const to = { name: user.name, address: job.kind === 'email-changed' ? job.formerEmail : user.email };
  await context.mailer.send({ to, ...(await write(context, job, user)) });
}

async function write(context: Context, job: JobData<'mail'>, user: UserDocument) {
  const { PUBLIC_ORIGIN: origin } = context.config;
  switch (job.kind) {
    case 'password-reset':
      return passwordResetMail(user.name, await makePasswordLink(context, user, 'reset'));
    case 'invitation':
      return invitationMail(user.name, await makePasswordLink(context, user, 'invitation'));
    case 'password-changed':
      return passwordChangedMail(user.name, origin);
    case 'email-changed':
      return emailChangedMail(user.name, origin);
  }
}

/** Sends mails, together with the other processes of the service. */
export function startMailWorker(context: Context): Worker {
  const { queue, data } = jobs.mail;
  const connection = openQueueConnection(queueRedisUrl(context.config), 'worker', context.log);
  const worker = new Worker(
    queue,
    async (job) => {
      try {
        await sendMail(context, data.parse(job.data));
      } catch (error) {
        // What a mail server refuses for good, it refuses again.
        throw isOutage(error) ? error : new UnrecoverableError(error instanceof Error ? error.message : String(error));
      }
    },
    {
      prefix: queuePrefix(queue),
      connection,
      concurrency: CONCURRENCY,
    },
  );
  worker.once('closed', () => connection.disconnect());
  worker.on('error', (error) => context.log.debug({ error: error.message }, queue));
  worker.on('failed', (job, error) => context.log.warn({ err: error, jobId: job?.id, kind: job?.name }, queue));
  return worker;
}
