import { type Connection, Schema } from 'mongoose';
import type { HandledEvents } from '../nats/consume-events.ts';

const KEEP_SECONDS = 8 * 86_400;

/** The handled events of a service in its own database, kept a day longer than the stream keeps events. */
export function createHandledEvents(connection: Connection): HandledEvents {
  const schema = new Schema(
    { _id: String, handledAt: { type: Date, default: Date.now, expires: KEEP_SECONDS } },
    { versionKey: false },
  );
  const model = connection.model('HandledEvent', schema, 'handledEvents');
  return {
    has: async (eventId) => (await model.exists({ _id: eventId })) !== null,
    add: async (eventId) => {
      await model.updateOne({ _id: eventId }, { $setOnInsert: { handledAt: new Date() } }, { upsert: true });
    },
  };
}
