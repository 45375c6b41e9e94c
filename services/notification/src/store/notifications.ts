import type { Connection } from 'mongoose';
import type { Settlement } from '../domain/draft.ts';
import { insertNew } from './insert-new.ts';
import { type NotificationDocument, notificationModel } from './notification-model.ts';

export type { NotificationDocument } from './notification-model.ts';

/** Where a page ended. */
export interface NotificationPosition {
  createdAt: Date;
  _id: string;
}

export interface NotificationPage {
  userId: string;
  unread: boolean;
  after?: NotificationPosition | undefined;
  limit: number;
}

export type Notifications = ReturnType<typeof createNotifications>;

/** The notifications in MongoDB. What is read is not mailed any more. */
export function createNotifications(connection: Connection) {
  const model = notificationModel(connection);
  const read = (at: Date) => ({ $set: { readAt: at }, $unset: { unread: 1, mailWantedAt: 1 } });
  return {
    /** Those that were not there. */
    insert: (documents: NotificationDocument[]) => insertNew(model, documents),

    /** What is not read of what has been settled. */
    async settle(settlements: Settlement[]): Promise<void> {
      if (settlements.length === 0) return;
      await model.bulkWrite(
        settlements.map(({ about, at }) => ({
          updateMany: { filter: { about, unread: true, createdAt: { $lte: at } }, update: read(at) },
        })),
        { ordered: false },
      );
    },

    /** The newest first. */
    page: ({ userId, unread, after, limit }: NotificationPage) =>
      model
        .find({ userId, ...(unread && { unread: true }), ...(after && beyond(after)) })
        .sort({ createdAt: -1, _id: -1 })
        .limit(limit)
        .lean<NotificationDocument[]>(),

    countUnread: (userId: string) => model.countDocuments({ userId, unread: true }),

    /** The notification, read; null when the person has none of that id. */
    async read(userId: string, _id: string, at: Date): Promise<NotificationDocument | null> {
      await model.updateOne({ _id, userId, unread: true }, read(at));
      return model.findOne({ _id, userId }).lean<NotificationDocument>();
    },

    async readAll(userId: string, at: Date): Promise<number> {
      return (await model.updateMany({ userId, unread: true }, read(at))).modifiedCount;
    },
  };
}

function beyond({ createdAt, _id }: NotificationPosition) {
  return { $or: [{ createdAt: { $lt: createdAt } }, { createdAt, _id: { $lt: _id } }] };
}
