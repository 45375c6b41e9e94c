import type { Transporter } from 'nodemailer';
import { z } from 'zod';
import { AppError } from './app-error.ts';
import { DEFAULT_MAIL_FROM, type MailEnv } from './env.ts';
import { importLate } from './import-late.ts';
import type { Logger } from './log.ts';

const CONNECTION_MS = 3_000;
const ANSWER_MS = 5_000;
// Shorter than ANSWER_MS, so that an idle connection is closed by us and never looks like a server that is stuck.
const IDLE_MS = 4_000;
const DELIVERY_MS = 10_000;

const mailAddress = z.email().max(254);

export interface Mail {
  /** One address, or one with a name to greet it by. */
  to: string | { name: string; address: string };
  subject: string;
  text: string;
  html?: string;
}

export interface Mailer {
  /**
   * Resolves when the mail server has taken the mail. Rejects with what {@link isOutage} knows when the server cannot be
   * reached, is stuck for 10 s or says "later" (4xx, RFC 5321); with its error when it refuses for good (5xx); with
   * `invalid_request` when `to` is not one address.
   */
  send(mail: Mail): Promise<void>;
  /** Closes idle connections; what is being delivered is finished, what waits is rejected. */
  close(): void;
}

/**
 * Sends mail from `MAIL_FROM` by the server of `SMTP_URL`, over at most five connections that are kept for a few seconds.
 * Without `SMTP_URL` nothing is sent: the text is logged as a warning, so that the operator can pass a one-time link on.
 * Line breaks and other control characters in subject and names become blanks. Mail is no part of a service's health.
 */
export function createMailer({ SMTP_URL, MAIL_FROM }: MailEnv, log: Logger): Mailer {
  if (SMTP_URL === undefined) return createLoggingMailer(log);
  if (MAIL_FROM === DEFAULT_MAIL_FROM) throw new Error('MAIL_FROM: SMTP_URL needs the address that mails come from');
  let transport: Promise<Transporter> | undefined;
  return {
    async send(mail) {
      transport ??= openTransport(SMTP_URL);
      const signal = AbortSignal.timeout(DELIVERY_MS);
      await (await transport).sendMail({ from: MAIL_FROM, ...harmless(mail), signal });
    },
    close: () => void transport?.then((open) => open.close()),
  };
}

/** The library is loaded with the first mail: most processes never send one. */
async function openTransport(url: string): Promise<Transporter> {
  const { createTransport } = await importLate(() => import('nodemailer'));
  return createTransport({
    url,
    pool: true,
    connectionTimeout: CONNECTION_MS,
    dnsTimeout: CONNECTION_MS,
    greetingTimeout: CONNECTION_MS,
    socketTimeout: ANSWER_MS,
    idleTimeout: IDLE_MS,
  });
}

function createLoggingMailer(log: Logger): Mailer {
  return {
    async send(mail) {
      const { to, subject, text } = harmless(mail);
      log.warn({ to: to.address, subject, text }, 'not sent, because there is no SMTP_URL: pass it on yourself');
    },
    close() {},
  };
}

/** The mail with one recipient, and with nothing in its headers that could begin another header. */
function harmless({ to, subject, text, html }: Mail) {
  const { name, address } = typeof to === 'string' ? { name: '', address: to } : to;
  if (!mailAddress.safeParse(address).success) {
    throw new AppError('invalid_request', { details: [{ path: 'to', message: 'not one e-mail address' }] });
  }
  const recipient = { name: inOneLine(name), address };
  return { to: recipient, subject: inOneLine(subject), text, ...(html !== undefined && { html }) };
}

function inOneLine(words: string): string {
  return words.replace(/[\p{Cc}\u2028\u2029]+/gu, ' ');
}
