import type { Connection } from 'mongoose';
import { type NotificationDocument, notificationModel } from './notification-model.ts';

export type MailsToSend = ReturnType<typeof createMailsToSend>;

/**
 * Which notifications are to be mailed. Whoever mails some claims them first, so that nobody else does at the same time, and
 * notes it afterwards: a process that dies in between leaves its claim to run out, and the mail is repeated rather than lost.
 */
export function createMailsToSend(connection: Connection) {
  const model = notificationModel(connection);
  return {
    /** Claims the newest of a person that nobody else has claimed, at most `most`. */
    async claim(userId: string, by: string, now: Date, until: Date, most: number): Promise<NotificationDocument[]> {
      const isFree = { $or: [{ mailClaim: { $exists: false } }, { 'mailClaim.until': { $lte: now } }] };
      const free = { userId, mailWantedAt: { $exists: true }, ...isFree };
      const found = await model.find(free, { _id: 1 }).sort({ createdAt: -1, _id: -1 }).limit(most).lean();
      if (found.length === 0) return [];
      const _id = { $in: found.map((one) => one._id) };
      await model.updateMany({ _id, ...free }, { $set: { mailClaim: { by, until } } });
      return model
        .find({ _id, userId, 'mailClaim.by': by, mailWantedAt: { $exists: true } })
        .sort({ createdAt: -1, _id: -1 })
        .lean<NotificationDocument[]>();
    },

    async sent(userId: string, by: string, at: Date): Promise<void> {
      await model.updateMany(
        { userId, 'mailClaim.by': by },
        { $set: { mailedAt: at }, $unset: { mailWantedAt: 1, mailClaim: 1 } },
      );
    },

    /** Nothing was sent: somebody may try again at once. */
    async release(userId: string, by: string): Promise<void> {
      await model.updateMany({ userId, 'mailClaim.by': by }, { $unset: { mailClaim: 1 } });
    },

    /** Nothing that waits is mailed to this person. */
    async giveUp(userId: string): Promise<void> {
      await model.updateMany(
        { userId, mailWantedAt: { $exists: true } },
        { $unset: { mailWantedAt: 1, mailClaim: 1 } },
      );
    },

    async isWaiting(userId: string): Promise<boolean> {
      return (await model.exists({ userId, unread: true, mailWantedAt: { $exists: true } })) !== null;
    },

    /** People for whom something has waited since before then, at most `most`. */
    async waitingSince(before: Date, most: number): Promise<string[]> {
      const people = await model.aggregate<{ _id: string }>([
        { $match: { mailWantedAt: { $lte: before } } },
        { $group: { _id: '$userId' } },
        { $limit: most },
      ]);
      return people.map(({ _id }) => _id);
    },
  };
}
