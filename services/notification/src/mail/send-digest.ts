import { isOutage } from '@rollcall/service-kit';
import type { Context } from '../context.ts';
import { writeDigest } from './write-digest.ts';

const MOST_IN_A_MAIL = 1_000;
/** Longer than a delivery takes. */
const CLAIM_MS = 60_000;

/**
 * Mails somebody what is not read and was not mailed. Noted after the mail server has it: a process that dies in between
 * leaves a mail that is sent once more, never one that is lost. Throws an outage, for the queue to try again.
 */
export async function sendDigest(context: Context, userId: string): Promise<void> {
  const { mailer, mailsToSend, people, clock, ids, log } = context;
  if (!mailer || !(await mailsToSend.isWaiting(userId))) return;
  const to = await people.addressOf(userId);
  if (!to) return mailsToSend.giveUp(userId);
  const by = ids.unique();
  const nowMs = clock.now();
  const claimed = await mailsToSend.claim(userId, by, new Date(nowMs), new Date(nowMs + CLAIM_MS), MOST_IN_A_MAIL);
  if (claimed.length === 0) return;
  try {
    await mailer.send({ to, ...writeDigest(to.name, claimed, context.config.PUBLIC_ORIGIN) });
  } catch (error) {
    if (isOutage(error)) {
      await mailsToSend.release(userId, by);
      throw error;
    }
    log.warn({ err: error, userId }, 'digest: the mail server never takes it');
    return mailsToSend.giveUp(userId);
  }
  await mailsToSend.sent(userId, by, new Date(clock.now()));
}
