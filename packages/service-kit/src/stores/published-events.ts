import { type Connection, Schema } from 'mongoose';
import type { PendingEvent } from '../nats/events.ts';

/** A little more than the day that is told again. */
const KEEP_SECONDS = 25 * 3_600;
const PAGE = 500;
/** Under this id lies which stream the events went to. */
const STREAM = 'stream';

interface PublishedDocument extends PendingEvent {
  /** The envelope's id. */
  _id: string;
  publishedAt: Date;
}

/** What a service has published in the last day, in its own database: a stream that is lost takes what nobody had heard yet. */
export interface PublishedEvents {
  /** Keeps events; one that is there already stays as it is. */
  add(events: PendingEvent[]): Promise<void>;
  /** Hands over all since an instant, the first published first, page by page. */
  eachSince(instant: Date, handle: (events: PendingEvent[]) => Promise<void>): Promise<void>;
  /** When the stream was made to which they went, as far as it is known. */
  knownStream(): Promise<string | undefined>;
  noteStream(created: string): Promise<void>;
}

const schema = new Schema<PublishedDocument>(
  {
    _id: String,
    subject: { type: String, required: true },
    envelope: { type: Object, required: true },
    publishedAt: { type: Date, required: true, expires: KEEP_SECONDS },
  },
  { collection: 'publishedEvents', versionKey: false, strict: 'throw' },
);
const streamSchema = new Schema<{ _id: string; created: string }>(
  { _id: String, created: { type: String, required: true } },
  { collection: 'eventStreams', versionKey: false, strict: 'throw' },
);

/** Those of a service; what is asked for twice on one connection is the same. */
export function createPublishedEvents(connection: Connection): PublishedEvents {
  const model = connection.model('PublishedEvent', schema);
  const streams = connection.model('EventStream', streamSchema);
  return {
    async add(events) {
      if (events.length === 0) return;
      const publishedAt = new Date();
      await model.bulkWrite(
        events.map(({ subject, envelope }) => ({
          updateOne: {
            filter: { _id: envelope.id },
            update: { $setOnInsert: { subject, envelope, publishedAt } },
            upsert: true,
          },
        })),
        { ordered: false },
      );
    },
    async eachSince(instant, handle) {
      const found = model.find({ publishedAt: { $gte: instant } }).sort({ publishedAt: 1 });
      let page: PendingEvent[] = [];
      for await (const { subject, envelope } of found.lean<PublishedDocument[]>().cursor({ batchSize: PAGE })) {
        page.push({ subject, envelope });
        if (page.length < PAGE) continue;
        await handle(page);
        page = [];
      }
      await handle(page);
    },
    knownStream: async () => (await streams.findById(STREAM).lean())?.created,
    async noteStream(created) {
      await streams.updateOne({ _id: STREAM }, { created }, { upsert: true });
    },
  };
}
