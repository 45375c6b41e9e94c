import type { SessionStatus, Summary } from '@rollcall/contracts';
import {
  type Bus,
  createOutbox,
  isDuplicateKey,
  type Outbox,
  outboxField,
  outboxIndex,
  type PendingEvent,
} from '@rollcall/service-kit';
import { type Connection, Schema } from 'mongoose';

export interface RoundDocument {
  roundNumber: number;
  startsAt: Date;
  endsAt: Date | null;
}

export interface SessionPolicy {
  lateAfterMinutes: number;
  rotationSeconds: number;
  graceSeconds: number;
}

export interface SessionDocument {
  _id: string;
  schemaVersion: number;
  institutionId: string;
  classId: string;
  className: string;
  /** The class's teachers, its owner first. */
  teacherIds: string[];
  openedBy: string;
  /** What phones show: the name, when the session started, of who opened it. */
  teacherName: string | null;
  status: SessionStatus;
  /** True until the session has ended; a unique partial index allows one open session a class. */
  open?: boolean;
  room: string | null;
  startedAt: Date;
  /** The closing instant, by Redis' clock: no scan is accepted from then on. */
  closingAt: Date | null;
  endedAt: Date | null;
  rounds: RoundDocument[];
  policy: SessionPolicy;
  summary: Summary | null;
  outbox?: PendingEvent[];
}

const count = { type: Number, required: true };
const schema = new Schema<SessionDocument>(
  {
    _id: { type: String, required: true },
    schemaVersion: count,
    institutionId: { type: String, required: true },
    classId: { type: String, required: true },
    className: { type: String, required: true },
    teacherIds: { type: [String], required: true },
    openedBy: { type: String, required: true },
    teacherName: { type: String, default: null },
    status: { type: String, required: true },
    open: Boolean,
    room: { type: String, default: null },
    startedAt: { type: Date, required: true },
    closingAt: { type: Date, default: null },
    endedAt: { type: Date, default: null },
    rounds: [{ _id: false, roundNumber: count, startsAt: Date, endsAt: { type: Date, default: null } }],
    policy: { _id: false, lateAfterMinutes: count, rotationSeconds: count, graceSeconds: count },
    summary: {
      type: new Schema({ present: count, late: count, absent: count, excused: count, total: count }, { _id: false }),
      default: null,
    },
    ...outboxField,
  },
  { collection: 'sessions', versionKey: false, strict: 'throw' },
);
schema.index(
  { classId: 1 },
  { unique: true, partialFilterExpression: { open: true }, name: 'one_open_session_a_class' },
);
schema.index({ openedBy: 1, startedAt: -1 }, { partialFilterExpression: { open: true }, name: 'open_by_teacher' });
schema.index({ classId: 1, endedAt: -1 });
schema.index({ status: 1 }, { partialFilterExpression: { open: true }, name: 'open_by_status' });
schema.index(...outboxIndex);

export const sessionModel = (connection: Connection) => connection.model('Session', schema);

export type Sessions = ReturnType<typeof createSessions>;

/** The sessions in MongoDB: the truth about their lives. */
export function createSessions(connection: Connection, bus: Bus) {
  const model = sessionModel(connection);
  const outbox: Outbox = createOutbox(bus, model);
  const openFilter = { open: true, status: 'active' as const };

  return {
    outbox,

    /** Inserts an active session; false when its class has an open one. */
    async insert(session: SessionDocument): Promise<boolean> {
      try {
        await model.create(session);
        return true;
      } catch (error) {
        if (isDuplicateKey(error)) return false;
        throw error;
      }
    },

    get: (sessionId: string) => model.findById(sessionId).lean<SessionDocument>(),

    /** The class's session that has not ended: active, or still closing. */
    openOfClass: (classId: string) => model.findOne({ classId, open: true }).lean<SessionDocument>(),

    /** The teacher's sessions that have not ended, the last opened first. */
    openOfTeacher: (teacherId: string) =>
      model
        .find({ openedBy: teacherId, open: true })
        .sort({ startedAt: -1, _id: -1 })
        .limit(100)
        .lean<SessionDocument[]>(),

    /** The last opened active session among classes. */
    lastActiveOfClasses: (classIds: string[]) =>
      model
        .findOne({ classId: { $in: classIds }, ...openFilter })
        .sort({ startedAt: -1, _id: -1 })
        .lean<SessionDocument>(),

    /** Of each class the active session, in no order. */
    activeOfClasses: (classIds: string[]) =>
      model
        .find({ classId: { $in: classIds }, ...openFilter }, { classId: 1, startedAt: 1 })
        .batchSize(classIds.length + 1)
        .lean<Pick<SessionDocument, '_id' | 'classId' | 'startedAt'>[]>(),

    /** Whether there is or was a session of a class. */
    classHasAny: async (classId: string) => (await model.findOne({ classId }, { _id: 1 }).lean()) !== null,

    lastEndedOfClass: (classId: string) =>
      model.findOne({ classId, status: 'ended' }).sort({ endedAt: -1 }).lean<SessionDocument>(),

    /** Everything that has not ended, for the reconciler. */
    allOpen: () => model.find({ open: true }).limit(20_000).lean<SessionDocument[]>(),

    /** Who runs the class's open session from now on. */
    async setTeachers(classId: string, teacherIds: string[]): Promise<void> {
      await model.updateOne({ classId, open: true }, { $set: { teacherIds } });
    },

    async removeTeacher(classId: string, teacherId: string): Promise<void> {
      await model.updateOne({ classId, open: true }, { $pull: { teacherIds: teacherId } });
    },

    /** Turns active into closing, once; null for whoever comes second. */
    beginClosing: (sessionId: string, closingAt: Date) =>
      model
        .findOneAndUpdate(
          { _id: sessionId, status: 'active' },
          { $set: { status: 'closing', closingAt } },
          { returnDocument: 'after' },
        )
        .lean<SessionDocument>(),

    /** Turns closing into ended, once, and leaves the event to be published; null for whoever comes second. */
    finishClosing: (sessionId: string, endedAt: Date, summary: Summary, event: PendingEvent) =>
      model
        .findOneAndUpdate(
          { _id: sessionId, status: 'closing' },
          {
            $set: { status: 'ended', endedAt, summary, 'rounds.$[running].endsAt': endedAt },
            $unset: { open: 1 },
            $push: { outbox: event },
          },
          { returnDocument: 'after', arrayFilters: [{ 'running.endsAt': null }] },
        )
        .lean<SessionDocument>(),
  };
}
