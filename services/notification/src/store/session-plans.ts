import { isDuplicateKey } from '@rollcall/service-kit';
import { type Connection, Schema } from 'mongoose';

/** Longer than events are kept in their stream. */
const KEEP_MS = 8 * 86_400_000;

/** When a session begins, as far as it has been told: events may come in any order, and twice. */
export interface SessionPlan {
  _id: string;
  schemaVersion: number;
  classId?: string;
  startsAt?: Date;
  /** When this start was said: of two the later one counts. */
  plannedAt?: Date;
  /** It has begun, ended or been cancelled: there is nothing to remind of. */
  over?: true;
  /** The start that was reminded of. */
  remindedOf?: Date;
  expiresAt: Date;
}
export type OpenPlan = SessionPlan & Required<Pick<SessionPlan, 'classId' | 'startsAt'>>;

const SCHEMA_VERSION = 1;
const schema = new Schema<SessionPlan>(
  {
    _id: { type: String, required: true },
    schemaVersion: { type: Number, required: true },
    classId: String,
    startsAt: Date,
    plannedAt: Date,
    over: Boolean,
    remindedOf: Date,
    expiresAt: { type: Date, required: true },
  },
  { collection: 'sessionPlans', versionKey: false, strict: 'throw' },
);
schema.index({ startsAt: 1 });
schema.index({ expiresAt: 1 }, { expireAfterSeconds: 0 });
export const sessionPlanModel = (connection: Connection) => connection.model<SessionPlan>('SessionPlan', schema);

export type SessionPlans = ReturnType<typeof createSessionPlans>;

export function createSessionPlans(connection: Connection) {
  const model = sessionPlanModel(connection);
  return {
    /** False when a later start was said before, or the same. */
    async plan(
      sessionId: string,
      plan: Required<Pick<SessionPlan, 'classId' | 'startsAt' | 'plannedAt'>>,
    ): Promise<boolean> {
      const lastMs = Math.max(plan.startsAt.getTime(), plan.plannedAt.getTime());
      const isNews = { $or: [{ plannedAt: { $exists: false } }, { plannedAt: { $lt: plan.plannedAt } }] };
      try {
        await model.updateOne(
          { _id: sessionId, ...isNews },
          { $set: { ...plan, schemaVersion: SCHEMA_VERSION }, $max: { expiresAt: new Date(lastMs + KEEP_MS) } },
          { upsert: true },
        );
        return true;
      } catch (error) {
        if (isDuplicateKey(error)) return false;
        throw error;
      }
    },

    /** There is nothing to remind of any more. */
    async close(sessionId: string, at: Date): Promise<void> {
      await model.updateOne(
        { _id: sessionId },
        {
          $set: { over: true, schemaVersion: SCHEMA_VERSION },
          $max: { expiresAt: new Date(at.getTime() + KEEP_MS) },
        },
        { upsert: true },
      );
    },

    /** The session, if it begins then and has not been reminded of. */
    open: (sessionId: string, startsAt: Date) =>
      model.findOne({ _id: sessionId, startsAt, over: { $ne: true }, remindedOf: { $ne: startsAt } }).lean<OpenPlan>(),

    /** Those that begin within these times and have not been reminded of. */
    between: (from: Date, to: Date, most: number) =>
      model
        .find({
          startsAt: { $gt: from, $lte: to },
          over: { $ne: true },
          $expr: { $ne: ['$remindedOf', '$startsAt'] },
        })
        .limit(most)
        .lean<OpenPlan[]>(),

    async reminded(sessionId: string, startsAt: Date): Promise<void> {
      await model.updateOne({ _id: sessionId, startsAt }, { $set: { remindedOf: startsAt } });
    },
  };
}
