import {
  type Bus,
  createOutbox,
  isDuplicateKey,
  outboxField,
  outboxIndex,
  type PendingEvent,
  type WithOutbox,
} from '@rollcall/service-kit';
import { type Connection, Schema } from 'mongoose';

/** Dead codes are kept for a while, so that somebody who types one is not taken for somebody who guesses. */
const KEPT_SECONDS = 7 * 86_400;

/** A use that is taken while the student is being let in. */
export interface Hold {
  studentId: string;
  /** How many requests of this student are at it. */
  attempts: number;
  since: Date;
}

/** A code with which students enrol themselves. */
export interface JoinCodeDocument extends WithOutbox {
  _id: string;
  schemaVersion: number;
  institutionId: string;
  classId: string;
  /** Eight characters in upper case. */
  code: string;
  approval: boolean;
  maxUses: number | null;
  /** How many joined by it; together with `holds` never more than `maxUses`. Not counted without a limit. */
  uses: number;
  /** Missing where a query asked for one that is not there. */
  holds?: Hold[];
  madeAt: Date;
  expiresAt: Date;
  /** Null while it is the code of its class. */
  revokedAt: Date | null;
}

const required = { type: String, required: true };
const holdSchema = new Schema<Hold>(
  { studentId: required, attempts: { type: Number, required: true }, since: { type: Date, required: true } },
  { _id: false },
);
const schema = new Schema<JoinCodeDocument>(
  {
    _id: required,
    schemaVersion: { type: Number, required: true },
    institutionId: required,
    classId: required,
    code: required,
    approval: { type: Boolean, required: true },
    maxUses: { type: Number, default: null },
    uses: { type: Number, required: true },
    holds: [holdSchema],
    madeAt: { type: Date, required: true },
    expiresAt: { type: Date, required: true },
    revokedAt: { type: Date, default: null },
    ...outboxField,
  },
  { collection: 'joinCodes', versionKey: false, strict: 'throw' },
);
schema.index({ code: 1 }, { unique: true });
schema.index({ classId: 1 }, { unique: true, partialFilterExpression: { revokedAt: null } });
schema.index({ expiresAt: 1 }, { expireAfterSeconds: KEPT_SECONDS });
schema.index(...outboxIndex);

export const joinCodeModel = (connection: Connection) => connection.model<JoinCodeDocument>('JoinCode', schema);

export type JoinCodes = ReturnType<typeof createJoinCodes>;

const taken = { $add: ['$uses', { $size: '$holds' }] };

/** The join codes in MongoDB. */
export function createJoinCodes(connection: Connection, bus: Bus) {
  const model = joinCodeModel(connection);
  return {
    outbox: createOutbox(bus, model),

    /**
     * Puts a code in the place of the one that the class had. False, and nothing has changed, when this very code is
     * there already or another request has just made one.
     */
    async replace(made: JoinCodeDocument): Promise<boolean> {
      try {
        await connection.transaction(async (session) => {
          const ended = { revokedAt: made.madeAt };
          await model.updateOne({ classId: made.classId, revokedAt: null }, { $set: ended }, { session });
          await model.updateOne({ _id: made._id }, { $setOnInsert: made }, { session, upsert: true });
        });
        return true;
      } catch (error) {
        if (isDuplicateKey(error)) return false;
        throw error;
      }
    },

    /** The code of a class that is good at `now`. */
    ofClass: (classId: string, now: Date) =>
      model.findOne({ classId, revokedAt: null, expiresAt: { $gt: now } }, { outbox: 0 }).lean<JoinCodeDocument>(),

    /** Good or dead; of the holds only the one of a student. */
    byCode: (code: string, studentId: string) =>
      model.findOne({ code }, { outbox: 0, holds: { $elemMatch: { studentId } } }).lean<JoinCodeDocument>(),

    /** Of the holds only one that began before `staleAt`. */
    withStaleHold: (joinCodeId: string, staleAt: Date) =>
      model
        .findOne({ _id: joinCodeId }, { outbox: 0, holds: { $elemMatch: { since: { $lt: staleAt } } } })
        .lean<JoinCodeDocument>(),

    /** The id of the code that was revoked; null when the class had none. */
    async revoke(classId: string, now: Date, event: PendingEvent): Promise<string | null> {
      const revoked = await model
        .findOneAndUpdate(
          { classId, revokedAt: null, expiresAt: { $gt: now } },
          { $set: { revokedAt: now }, $push: { outbox: event } },
          { projection: { _id: 1 } },
        )
        .lean<{ _id: string }>();
      return revoked?._id ?? null;
    },

    /** Takes a use for a student, or shares the one that another request of the same student has taken. */
    async hold(joinCodeId: string, studentId: string, now: Date): Promise<boolean> {
      const good = { _id: joinCodeId, revokedAt: null, expiresAt: { $gt: now } };
      const isLeft = { $expr: { $lt: [taken, '$maxUses'] } };
      const held = await model.updateOne(
        { ...good, ...isLeft, 'holds.studentId': { $ne: studentId } },
        { $push: { holds: { studentId, attempts: 1, since: now } } },
      );
      if (held.matchedCount > 0) return true;
      const shared = await model.updateOne(
        { ...good, 'holds.studentId': studentId },
        { $inc: { 'holds.$.attempts': 1 }, $set: { 'holds.$.since': now } },
      );
      return shared.matchedCount > 0;
    },

    /** The student is in: the use is used. */
    async use(joinCodeId: string, studentId: string): Promise<void> {
      await model.updateOne(
        { _id: joinCodeId, 'holds.studentId': studentId },
        { $inc: { uses: 1 }, $pull: { holds: { studentId } } },
      );
    },

    /** One request of the student came to nothing: the last of them gives the use back, in whatever order they come. */
    async giveBack(joinCodeId: string, studentId: string): Promise<void> {
      await model.updateOne(
        { _id: joinCodeId, holds: { $elemMatch: { studentId, attempts: { $gt: 0 } } } },
        { $inc: { 'holds.$.attempts': -1 } },
      );
      await model.updateOne({ _id: joinCodeId }, { $pull: { holds: { studentId, attempts: 0 } } });
    },

    /** Gives back a hold whose request died, unless another one has begun since. */
    async drop(joinCodeId: string, { studentId, since }: Hold): Promise<void> {
      await model.updateOne({ _id: joinCodeId }, { $pull: { holds: { studentId, since } } });
    },
  };
}
