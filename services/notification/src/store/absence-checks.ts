import { type Connection, Schema } from 'mongoose';

const LEASE_MS = 30_000;
const LONGEST_PAUSE_MS = 600_000;
const KEEP_MS = 8 * 86_400_000;

/** An ended session, whose absent are to be looked at. */
export interface AbsenceCheck {
  /** The session's. */
  _id: string;
  classId: string;
  endedAt: Date;
  /** When somebody looks: now, or when the process that looks has died. */
  dueAt: Date;
  tries: number;
  expiresAt: Date;
}

const text = { type: String, required: true };
const time = { type: Date, required: true };
const schema = new Schema<AbsenceCheck>(
  { _id: text, classId: text, endedAt: time, dueAt: time, tries: { type: Number, required: true }, expiresAt: time },
  { collection: 'absenceChecks', versionKey: false, strict: 'throw' },
);
schema.index({ dueAt: 1 });
schema.index({ expiresAt: 1 }, { expireAfterSeconds: 0 });
export const absenceCheckModel = (connection: Connection) => connection.model<AbsenceCheck>('AbsenceCheck', schema);

export type AbsenceChecks = ReturnType<typeof createAbsenceChecks>;

/** The sessions whose absent are to be looked at, one by one and again until it works: no event waits for the answers. */
export function createAbsenceChecks(connection: Connection) {
  const model = absenceCheckModel(connection);
  return {
    async add(sessionId: string, classId: string, endedAt: Date, now: Date): Promise<void> {
      const expiresAt = new Date(now.getTime() + KEEP_MS);
      await model.updateOne(
        { _id: sessionId },
        { $setOnInsert: { classId, endedAt, dueAt: now, tries: 0, expiresAt } },
        { upsert: true },
      );
    },

    /** One that is due, for half a minute nobody else's. */
    take: (now: Date) =>
      model
        .findOneAndUpdate(
          { dueAt: { $lte: now } },
          { $set: { dueAt: new Date(now.getTime() + LEASE_MS) }, $inc: { tries: 1 } },
          { sort: { dueAt: 1 }, returnDocument: 'after' },
        )
        .lean<AbsenceCheck>(),

    async done(sessionId: string): Promise<void> {
      await model.deleteOne({ _id: sessionId });
    },

    /** After longer and longer pauses. */
    async again({ _id, tries }: AbsenceCheck, now: Date): Promise<void> {
      const pauseMs = Math.min(LONGEST_PAUSE_MS, 500 * 2 ** tries);
      await model.updateOne({ _id }, { $set: { dueAt: new Date(now.getTime() + pauseMs) } });
    },
  };
}
