import {
  type Bus,
  createOutbox,
  outboxField,
  outboxIndex,
  type PendingEvent,
  type WithOutbox,
} from '@rollcall/service-kit';
import { type Connection, Schema } from 'mongoose';

const CALENDAR_KEY_SCHEMA_VERSION = 1;

/** Somebody's key to the calendar of a class. */
export interface CalendarKeyDocument extends WithOutbox {
  /** `<classId>.<userId>`. */
  _id: string;
  schemaVersion: number;
  institutionId: string;
  classId: string;
  userId: string;
  /** SHA-256 of the key. Missing of one that was revoked: the document stays for the events in its outbox. */
  keyHash?: string;
  madeAt?: Date;
}

const text = { type: String, required: true };
const schema = new Schema<CalendarKeyDocument>(
  {
    _id: text,
    schemaVersion: { type: Number, required: true },
    institutionId: text,
    classId: text,
    userId: text,
    keyHash: String,
    madeAt: Date,
    ...outboxField,
  },
  { collection: 'calendarKeys', versionKey: false, strict: 'throw' },
);
schema.index({ keyHash: 1 }, { unique: true, sparse: true });
schema.index(...outboxIndex);

export const calendarKeyModel = (connection: Connection) => connection.model('CalendarKey', schema);

export type CalendarKeys = ReturnType<typeof createCalendarKeys>;

export interface KeyOwner {
  classId: string;
  userId: string;
}

const idOf = ({ classId, userId }: KeyOwner) => `${classId}.${userId}`;

/** The keys to calendars in MongoDB, one a person and class. */
export function createCalendarKeys(connection: Connection, bus: Bus) {
  const model = calendarKeyModel(connection);
  return {
    outbox: createOutbox(bus, model),

    /** Stores a key, over the one before. */
    async put(
      owner: KeyOwner,
      { keyHash, madeAt, institutionId }: { keyHash: string; madeAt: Date; institutionId: string },
      event: PendingEvent,
    ): Promise<void> {
      const { classId, userId } = owner;
      await model.updateOne(
        { _id: idOf(owner) },
        {
          $set: { keyHash, madeAt },
          $setOnInsert: { schemaVersion: CALENDAR_KEY_SCHEMA_VERSION, institutionId, classId, userId },
          $push: { outbox: event },
        },
        { upsert: true },
      );
    },

    /** Of a key that is good; null without one. */
    async madeAt(owner: KeyOwner): Promise<Date | null> {
      const found = await model.findById(idOf(owner), { madeAt: 1 }).lean<CalendarKeyDocument>();
      return found?.madeAt ?? null;
    },

    /** Whether there was one to revoke. */
    async revoke(owner: KeyOwner, event: PendingEvent): Promise<boolean> {
      const { modifiedCount } = await model.updateOne(
        { _id: idOf(owner), keyHash: { $exists: true } },
        { $unset: { keyHash: 1, madeAt: 1 }, $push: { outbox: event } },
      );
      return modifiedCount > 0;
    },

    /** Whose key it is, by its hash. */
    ownerOf: (keyHash: string) => model.findOne({ keyHash }, { classId: 1, userId: 1 }).lean<KeyOwner>(),
  };
}
