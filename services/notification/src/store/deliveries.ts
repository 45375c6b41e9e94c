import type { WEBHOOK_PING, WebhookDeliveryState, WebhookEvent } from '@rollcall/contracts';
import { type Connection, Schema } from 'mongoose';
import { insertNew } from './insert-new.ts';

const MOST_ATTEMPTS_KEPT = 20;

export interface Attempt {
  at: Date;
  statusCode: number | null;
  durationMs: number;
  problem: string | null;
}

export interface DeliveryDocument {
  /** Follows from the event and the webhook. */
  _id: string;
  schemaVersion: number;
  webhookId: string;
  event: WebhookEvent | typeof WEBHOOK_PING;
  /** What is sent, to the byte. */
  body: string;
  state: WebhookDeliveryState;
  createdAt: Date;
  /** Since it was made, or asked for again. */
  tries: number;
  attempts: Attempt[];
  nextAttemptAt: Date | null;
  expiresAt: Date;
}

export interface DeliveryPage {
  webhookId: string;
  state?: WebhookDeliveryState | undefined;
  after?: { createdAt: Date; _id: string } | undefined;
  limit: number;
}

const text = { type: String, required: true };
const count = { type: Number, required: true };
const time = { type: Date, required: true };
const schema = new Schema<DeliveryDocument>(
  {
    _id: text,
    schemaVersion: count,
    webhookId: text,
    event: text,
    body: text,
    state: text,
    createdAt: time,
    tries: count,
    attempts: [{ _id: false, at: Date, statusCode: Number, durationMs: Number, problem: String }],
    nextAttemptAt: { type: Date, default: null },
    expiresAt: time,
  },
  { collection: 'deliveries', versionKey: false, strict: 'throw' },
);
schema.index({ webhookId: 1, createdAt: -1, _id: -1 });
schema.index({ webhookId: 1, state: 1, createdAt: -1, _id: -1 });
schema.index({ nextAttemptAt: 1 }, { partialFilterExpression: { state: 'waiting' }, name: 'waiting_by_next_attempt' });
schema.index({ expiresAt: 1 }, { expireAfterSeconds: 0 });
export const deliveryModel = (connection: Connection) => connection.model<DeliveryDocument>('Delivery', schema);

export type Deliveries = ReturnType<typeof createDeliveries>;

/** What webhooks are and were sent. */
export function createDeliveries(connection: Connection) {
  const model = deliveryModel(connection);
  const waiting = { state: 'waiting' as const };

  const attempted = async (_id: string, attempt: Attempt, set: Partial<DeliveryDocument>): Promise<void> => {
    await model.updateOne(
      { _id, ...waiting },
      { $set: set, $inc: { tries: 1 }, $push: { attempts: { $each: [attempt], $slice: -MOST_ATTEMPTS_KEPT } } },
    );
  };

  return {
    /** Those that were not there. */
    insert: (documents: DeliveryDocument[]) => insertNew(model, documents),

    waiting: (_id: string) => model.findOne({ _id, ...waiting }).lean<DeliveryDocument>(),

    /** The newest first. */
    page: ({ webhookId, state, after, limit }: DeliveryPage) =>
      model
        .find({
          webhookId,
          ...(state && { state }),
          ...(after && {
            $or: [{ createdAt: { $lt: after.createdAt } }, { createdAt: after.createdAt, _id: { $lt: after._id } }],
          }),
        })
        .sort({ createdAt: -1, _id: -1 })
        .limit(limit)
        .lean<DeliveryDocument[]>(),

    delivered: (_id: string, attempt: Attempt) => attempted(_id, attempt, { state: 'delivered', nextAttemptAt: null }),

    failed: (_id: string, attempt: Attempt, nextAttemptAt: Date) => attempted(_id, attempt, { nextAttemptAt }),

    died: (_id: string, attempt: Attempt) => attempted(_id, attempt, { state: 'dead', nextAttemptAt: null }),

    /** Makes a dead one wait for its first attempt again; null when it is not dead, or not this webhook's. */
    revive: (webhookId: string, _id: string, now: Date, expiresAt: Date) =>
      model
        .findOneAndUpdate(
          { _id, webhookId, state: 'dead' },
          { $set: { ...waiting, tries: 0, nextAttemptAt: now, expiresAt } },
          { returnDocument: 'after' },
        )
        .lean<DeliveryDocument>(),

    async exists(webhookId: string, _id: string): Promise<boolean> {
      return (await model.exists({ _id, webhookId })) !== null;
    },

    /** Those whose attempt should have been made before then. */
    overdue: (before: Date, most: number) =>
      model
        .find({ ...waiting, nextAttemptAt: { $lte: before } }, { webhookId: 1 })
        .limit(most)
        .lean<Pick<DeliveryDocument, '_id' | 'webhookId'>[]>(),
  };
}
