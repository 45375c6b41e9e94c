import type { NotificationKind } from '@rollcall/contracts';
import { type Connection, Schema } from 'mongoose';
import type { Words } from '../domain/draft.ts';

export const NOTIFICATION_SCHEMA_VERSION = 1;

export interface NotificationFields {
  /** Follows from what happened, the person and the kind. */
  _id: string;
  schemaVersion: number;
  userId: string;
  createdAt: Date;
  readAt: Date | null;
  /** There while it is not read. */
  unread?: true;
  about?: string;
  /** There while it is to be mailed: since when it waits. */
  mailWantedAt?: Date;
  mailedAt?: Date;
  /** Who is mailing it, and until when nobody else does. */
  mailClaim?: { by: string; until: Date };
  expiresAt: Date;
}
export type NotificationDocument = NotificationFields & Words;

/** As Mongoose sees it: it cannot tell the kinds apart. */
type Stored = NotificationFields & { kind: NotificationKind; data: object };

const text = { type: String, required: true };
const time = { type: Date, required: true };
const schema = new Schema<Stored>(
  {
    _id: text,
    schemaVersion: { type: Number, required: true },
    userId: text,
    kind: text,
    data: { type: Object, required: true },
    createdAt: time,
    readAt: { type: Date, default: null },
    unread: Boolean,
    about: String,
    mailWantedAt: Date,
    mailedAt: Date,
    mailClaim: { type: { by: String, until: Date }, _id: false },
    expiresAt: time,
  },
  { collection: 'notifications', versionKey: false, strict: 'throw' },
);
schema.index({ userId: 1, createdAt: -1, _id: -1 });
schema.index(
  { userId: 1, createdAt: -1, _id: -1 },
  { partialFilterExpression: { unread: true }, name: 'unread_by_person' },
);
schema.index({ about: 1 }, { partialFilterExpression: { unread: true }, name: 'unread_by_what_it_is_about' });
schema.index({ mailWantedAt: 1, userId: 1 }, { sparse: true });
schema.index({ expiresAt: 1 }, { expireAfterSeconds: 0 });

export const notificationModel = (connection: Connection) => connection.model<Stored>('Notification', schema);
export type NotificationModel = ReturnType<typeof notificationModel>;
