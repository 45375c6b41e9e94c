import type { Mail } from '@rollcall/service-kit';
import type { NotificationDocument } from '../store/notification-model.ts';
import { sentenceOf } from './sentences.ts';

const MOST_LISTED = 50;

/** A mail about notifications, as plain text and as HTML, with nothing in it that people wrote as HTML. */
export function writeDigest(name: string, notifications: NotificationDocument[], origin: string): Omit<Mail, 'to'> {
  const sentences = notifications.slice(0, MOST_LISTED).map((one) => inOneLine(sentenceOf(one)));
  const [only = ''] = sentences;
  const subject = notifications.length === 1 ? only : `${notifications.length} new notifications`;
  if (notifications.length > MOST_LISTED) sentences.push(`And ${notifications.length - MOST_LISTED} more.`);
  const link = `${origin}/app`;
  const settings = 'Which of these you get by mail, you choose there under notifications.';
  const text = [
    `Hello ${inOneLine(name)},`,
    sentences.map((sentence) => `- ${sentence}`).join('\n'),
    `See them at ${link}. ${settings}`,
    'Rollcall',
  ].join('\n\n');
  const html = [
    `<p>Hello ${escapeHtml(name)},</p>`,
    `<ul>${sentences.map((sentence) => `<li>${escapeHtml(sentence)}</li>`).join('')}</ul>`,
    `<p><a href="${escapeHtml(link)}">See them in Rollcall</a>. ${settings}</p>`,
    '<p>Rollcall</p>',
  ].join('\n');
  return { subject: subject.slice(0, 200), text: `${text}\n`, html };
}

const entities: Record<string, string> = { '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;', "'": '&#39;' };

function escapeHtml(text: string): string {
  return text.replace(/[&<>"']/g, (character) => entities[character] ?? '');
}

function inOneLine(text: string): string {
  return text.replace(/[\p{Cc}\u2028\u2029]+/gu, ' ');
}
