import type { WebhookEvent } from '@rollcall/contracts';
import {
  type Bus,
  createOutbox,
  outboxField,
  outboxIndex,
  type PendingEvent,
  type WithOutbox,
} from '@rollcall/service-kit';
import { type Connection, Schema } from 'mongoose';

const KEEP_TOMBSTONES_SECONDS = 30 * 86_400;

export interface WebhookDocument extends WithOutbox {
  _id: string;
  schemaVersion: number;
  url: string;
  events: WebhookEvent[];
  description: string | null;
  enabled: boolean;
  /** Sealed; none any more when it was deleted. */
  secret: string | null;
  /** The one before, which signs beside it until then. */
  formerSecret: { secret: string; until: Date } | null;
  createdAt: Date;
  createdBy: string;
  deletedAt: Date | null;
}
export type WebhookEdit = Partial<Pick<WebhookDocument, 'url' | 'events' | 'description' | 'enabled'>>;

const text = { type: String, required: true };
const schema = new Schema<WebhookDocument>(
  {
    _id: text,
    schemaVersion: { type: Number, required: true },
    url: text,
    events: { type: [String], required: true },
    description: { type: String, default: null },
    enabled: { type: Boolean, required: true },
    secret: { type: String, default: null },
    formerSecret: { type: { secret: String, until: Date }, _id: false, default: null },
    createdAt: { type: Date, required: true },
    createdBy: text,
    deletedAt: { type: Date, default: null },
    ...outboxField,
  },
  { collection: 'webhooks', versionKey: false, strict: 'throw' },
);
schema.index({ deletedAt: 1 }, { expireAfterSeconds: KEEP_TOMBSTONES_SECONDS });
schema.index(...outboxIndex);
export const webhookModel = (connection: Connection) => connection.model<WebhookDocument>('Webhook', schema);

const live = { deletedAt: null };
const withoutOutbox = { outbox: 0 } as const;

export type Webhooks = ReturnType<typeof createWebhooks>;

/** The webhooks in MongoDB, without those that were deleted. */
export function createWebhooks(connection: Connection, bus: Bus) {
  const model = webhookModel(connection);

  /** Null when there is none of that id. */
  const change = (_id: string, set: object, event: PendingEvent) =>
    model
      .findOneAndUpdate(
        { _id, ...live },
        { $set: set, $push: { outbox: event } },
        { returnDocument: 'after', projection: withoutOutbox },
      )
      .lean<WebhookDocument>();

  return {
    outbox: createOutbox(bus, model),

    async insert(webhook: WebhookDocument): Promise<void> {
      await model.create(webhook);
    },

    get: (_id: string) => model.findOne({ _id, ...live }, withoutOutbox).lean<WebhookDocument>(),

    /** The oldest first. */
    list: ({ after, limit }: { after?: string | undefined; limit: number }) =>
      model
        .find({ ...live, ...(after !== undefined && { _id: { $gt: after } }) }, withoutOutbox)
        .sort({ _id: 1 })
        .limit(limit)
        .lean<WebhookDocument[]>(),

    enabled: () => model.find({ ...live, enabled: true }, withoutOutbox).lean<WebhookDocument[]>(),

    edit: (_id: string, edit: WebhookEdit, event: PendingEvent) => change(_id, edit, event),

    setSecret: (
      _id: string,
      { secret, formerSecret }: Pick<WebhookDocument, 'secret' | 'formerSecret'>,
      event: PendingEvent,
    ) => change(_id, { secret, formerSecret }, event),

    /** What is left tells that it was deleted, and no secret. */
    remove: (_id: string, deletedAt: Date, event: PendingEvent) =>
      change(_id, { deletedAt, enabled: false, secret: null, formerSecret: null }, event),
  };
}
