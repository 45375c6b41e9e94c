import type { JobData } from '@rollcall/contracts';
import { isOutage, queueRedisUrl, type RunningWorker, startWorker } from '@rollcall/service-kit';
import { UnrecoverableError } from 'bullmq';
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
export function startMailWorker(context: Context): RunningWorker {
  const parts = { redisUrl: queueRedisUrl(context.config), log: context.log };
  return startWorker('mail', parts, CONCURRENCY, async (mail) => {
    try {
      await sendMail(context, mail);
      return undefined;
    } catch (error) {
      // What a mail server refuses for good, it refuses again.
      throw isOutage(error) ? error : new UnrecoverableError(error instanceof Error ? error.message : String(error));
    }
  });
}
