/** BullMQ queues and the data of their jobs. Fields added later are optional: a rolling update meets older jobs. */
import { z } from 'zod';
import { id, instant } from './values.ts';

export const jobs = {
  /** Draws a new code for the wall. One scheduler a round, its id is the round's. */
  qrRotation: { queue: 'qr-rotation', data: z.object({ sessionId: id, roundNumber: z.int() }) },
  /** Starts a scheduled session, or ends one whose time is over. One job for each, its id is `<action>.<sessionId>`. */
  sessionTimer: {
    queue: 'session-timers',
    data: z.object({ sessionId: id, action: z.enum(['activate', 'end']) }),
  },
  /** A message to a person. The one-time link of a message is made when it is sent, so that no queue holds it. */
  mail: {
    queue: 'mail',
    data: z.discriminatedUnion('kind', [
      z.object({ kind: z.literal('password-reset'), userId: id }),
      z.object({ kind: z.literal('invitation'), userId: id }),
      z.object({ kind: z.literal('password-changed'), userId: id }),
      z.object({ kind: z.literal('email-changed'), userId: id, formerEmail: z.string() }),
    ]),
  },
  /** Adds the accounts of a file. */
  userImport: { queue: 'user-import', data: z.object({ importId: id }) },
  /** Enrols the students of a file. */
  rosterImport: { queue: 'roster-import', data: z.object({ importId: id }) },
  /** Reminds of a session that begins soon. One job for each start that was planned, its id is `<sessionId>.<startsAt>`. */
  sessionReminder: { queue: 'session-reminders', data: z.object({ sessionId: id, startsAt: instant }) },
  /** Mails somebody what is not read. One job a person. */
  notificationDigest: { queue: 'notification-digests', data: z.object({ userId: id }) },
  /** Sends a webhook what it is to hear; its id is the delivery's. */
  webhookDelivery: { queue: 'webhook-deliveries', data: z.object({ deliveryId: id, webhookId: id }) },
  /** Makes a file of records. */
  export: { queue: 'export', data: z.object({ exportId: id }) },
} as const;
export type JobName = keyof typeof jobs;
export type JobData<Name extends JobName> = z.infer<(typeof jobs)[Name]['data']>;

/** Redis key prefix of a queue; the braces keep a queue on one node of a cluster. */
export function queuePrefix(queue: string) {
  return `bull:{${queue}}`;
}
