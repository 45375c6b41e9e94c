import { type Connection, Schema } from 'mongoose';
import { toAppError } from '../app-error.ts';

const LEASE_MS = 30_000;

/** An event that a service could not handle, whatever the reason. */
export interface ParkedEvent {
  subject: string;
  /** The envelope as it came. */
  payload: string;
  /** Why, in words. */
  problem: string;
}

/** The events that a service could not handle: kept until somebody has them tried again, or drops them. */
export interface ParkedEvents {
  add(event: ParkedEvent): Promise<void>;
  count(): Promise<number>;
  /** The oldest first, at most `limit`. */
  list(limit: number): Promise<(ParkedEvent & { _id: string; parkedAt: Date })[]>;
  /** Has all, or one, tried again by a running process; how many. */
  askAgain(id?: string): Promise<number>;
  drop(id: string): Promise<boolean>;
  /**
   * Tries one that was asked for; false when there is none. One that fails is parked as before, with its new problem; while a
   * server is away it is tried again later, and this throws.
   */
  tryOne(handle: (event: ParkedEvent) => Promise<void>): Promise<boolean>;
}

interface ParkedDocument extends ParkedEvent {
  _id: string;
  parkedAt: Date;
  /** When it is to be tried: now, or when the process that tries it has died. */
  againAt?: Date;
}

const text = { type: String, required: true };
const schema = new Schema<ParkedDocument>(
  { _id: text, subject: text, payload: text, problem: text, parkedAt: { type: Date, required: true }, againAt: Date },
  { collection: 'parkedEvents', versionKey: false, strict: 'throw' },
);
schema.index({ parkedAt: 1 });
schema.index({ againAt: 1 }, { sparse: true });

/** The model, for the schema of a service's database. */
export const parkedEventModel = (connection: Connection) => connection.model('ParkedEvent', schema);

/** Those of a service, in its own database. */
export function createParkedEvents(connection: Connection): ParkedEvents {
  const model = parkedEventModel(connection);
  const newId = () => new connection.base.Types.ObjectId().toHexString();
  return {
    async add(event) {
      await model.create({ _id: newId(), ...event, parkedAt: new Date() });
    },
    count: () => model.countDocuments(),
    list: (limit) => model.find().sort({ parkedAt: 1 }).limit(limit).lean<ParkedDocument[]>(),
    async askAgain(id) {
      const { matchedCount } = await model.updateMany(id === undefined ? {} : { _id: id }, { againAt: new Date() });
      return matchedCount;
    },
    drop: async (id) => (await model.deleteOne({ _id: id })).deletedCount === 1,
    async tryOne(handle) {
      const nowMs = Date.now();
      const event = await model
        .findOneAndUpdate({ againAt: { $lte: new Date(nowMs) } }, { againAt: new Date(nowMs + LEASE_MS) })
        .lean<ParkedDocument>();
      if (!event) return false;
      try {
        await handle(event);
        await model.deleteOne({ _id: event._id });
      } catch (error) {
        if (toAppError(error).code === 'try_again') throw error;
        const problem = error instanceof Error ? error.message : String(error);
        await model.updateOne({ _id: event._id }, { $set: { problem }, $unset: { againAt: 1 } });
      }
      return true;
    },
  };
}
