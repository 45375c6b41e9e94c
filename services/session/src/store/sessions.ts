import type { SessionPolicy, SessionStatus, Summary } from '@rollcall/contracts';
import { type Bus, createOutbox, isDuplicateKey, type PendingEvent, type WithOutbox } from '@rollcall/service-kit';
import type { Connection } from 'mongoose';
import { newFields } from '../domain/session-version-2.ts';
import { sessionModel } from './session-model.ts';

export interface RoundDocument {
  roundNumber: number;
  startsAt: Date;
  endsAt: Date | null;
}

export interface SessionDocument extends WithOutbox {
  _id: string;
  schemaVersion: number;
  institutionId: string;
  classId: string;
  className: string;
  courseName: string | null;
  /** The class's teachers, its owner first. */
  teacherIds: string[];
  openedBy: string;
  /** What phones show: the name, when the session was made, of who made it. */
  teacherName: string | null;
  status: SessionStatus;
  /** True while the session runs or is being closed; a unique partial index allows one open session a class. */
  open?: boolean;
  room: string | null;
  /** When it is to start; null for one that was started at once. */
  startsAt: Date | null;
  /** When it ends by itself. */
  endsAt: Date | null;
  /** When it started, or is to start: lists are in this order. */
  beginsAt: Date;
  /** Null until it has started. */
  startedAt: Date | null;
  /** The closing instant, by Redis' clock: no scan is accepted from then on. */
  closingAt: Date | null;
  endedAt: Date | null;
  cancelReason: string | null;
  rounds: RoundDocument[];
  policy: SessionPolicy;
  summary: Summary | null;
}

/** A session as it is stored: one of version 1 lacks what version 2 has anew. */
type StoredSession = SessionDocument & { startedAt: Date };

export type Sessions = ReturnType<typeof createSessions>;

/** Where a list goes on: behind the session that begins at this instant and has this id. */
export interface SessionPosition {
  beginsAt: Date;
  _id: string;
}

export interface SessionQuery {
  /** Of these classes, those that this teacher teaches, or all. */
  whose: { classIds: string[] } | { teacherId: string } | 'everybody';
  classId?: string | undefined;
  status?: SessionStatus | undefined;
  from?: Date | undefined;
  to?: Date | undefined;
  after?: SessionPosition | undefined;
  limit: number;
}

/** The sessions in MongoDB: the truth about their lives. */
export function createSessions(connection: Connection, bus: Bus) {
  const model = sessionModel(connection);
  const running = { open: true, status: 'active' as const };

  /** Changes one session if it is as `filter` says; null when it is not. */
  async function change(filter: object, update: object, options: object = {}): Promise<SessionDocument | null> {
    const changed = await model
      .findOneAndUpdate(filter, update, { returnDocument: 'after', projection: { outbox: 0 }, ...options })
      .lean<StoredSession>();
    return changed && complete(changed);
  }

  return {
    outbox: createOutbox(bus, model),

    /** Inserts a session; false when its class has an open one. */
    async insert(session: SessionDocument): Promise<boolean> {
      return oneOfItsClass(() => model.create(session));
    },

    async get(sessionId: string): Promise<SessionDocument | null> {
      const found = await model.findById(sessionId, { outbox: 0 }).lean<StoredSession>();
      return found && complete(found);
    },

    /** The class's session that has not ended: active, or still closing. */
    async openOfClass(classId: string): Promise<SessionDocument | null> {
      const found = await model.findOne({ classId, open: true }, { outbox: 0 }).lean<StoredSession>();
      return found && complete(found);
    },

    /** The teacher's sessions that have not ended, the last opened first. */
    async openOfTeacher(teacherId: string): Promise<SessionDocument[]> {
      const found = await model
        .find({ openedBy: teacherId, open: true }, { outbox: 0 })
        .sort({ startedAt: -1, _id: -1 })
        .limit(100)
        .lean<StoredSession[]>();
      return found.map(complete);
    },

    /** The last opened active session among classes. */
    async lastActiveOfClasses(classIds: string[]): Promise<SessionDocument | null> {
      const found = await model
        .findOne({ classId: { $in: classIds }, ...running }, { outbox: 0 })
        .sort({ startedAt: -1, _id: -1 })
        .lean<StoredSession>();
      return found && complete(found);
    },

    /** Of each class the active session, in no order. */
    activeOfClasses: (classIds: string[]) =>
      model
        .find({ classId: { $in: classIds }, ...running }, { classId: 1, startedAt: 1 })
        .batchSize(classIds.length + 1)
        .lean<{ _id: string; classId: string; startedAt: Date }[]>(),

    /** Whether there is or was a session of a class. */
    classHasAny: async (classId: string) => (await model.findOne({ classId }, { _id: 1 }).lean()) !== null,

    async lastEndedOfClass(classId: string): Promise<SessionDocument | null> {
      const found = await model
        .findOne({ classId, status: 'ended' }, { outbox: 0 })
        .sort({ endedAt: -1 })
        .lean<StoredSession>();
      return found && complete(found);
    },

    /** A page of a list, the last begun first. */
    async page({ whose, classId, status, from, to, after, limit }: SessionQuery): Promise<SessionDocument[]> {
      const filter = {
        $and: [
          toFilter(whose),
          ...(classId === undefined ? [] : [{ classId }]),
          ...(status === undefined ? [] : [{ status }]),
          ...(from === undefined ? [] : [{ beginsAt: { $gte: from } }]),
          ...(to === undefined ? [] : [{ beginsAt: { $lt: to } }]),
          ...(after === undefined
            ? []
            : [
                {
                  $or: [{ beginsAt: { $lt: after.beginsAt } }, { beginsAt: after.beginsAt, _id: { $lt: after._id } }],
                },
              ]),
        ],
      };
      const found = await model
        .find(filter, { outbox: 0 })
        .sort({ beginsAt: -1, _id: -1 })
        .limit(limit)
        .lean<StoredSession[]>();
      return found.map(complete);
    },

    /** All active sessions by id, a page behind one of them; of each just what the reconciler compares. */
    activeAfter: (sessionId: string, limit: number) =>
      model
        .find({ ...running, _id: { $gt: sessionId } }, { rounds: 1 })
        .sort({ _id: 1 })
        .limit(limit)
        .batchSize(limit)
        .lean<Pick<SessionDocument, '_id' | 'rounds'>[]>(),

    /** What should have been started or ended before `instant`, the longest overdue first. */
    async dueBefore(instant: Date): Promise<{ sessionId: string; action: 'activate' | 'end' }[]> {
      const ids = { _id: 1 };
      const [toStart, toEnd] = await Promise.all([
        model
          .find({ status: 'scheduled', beginsAt: { $lt: instant } }, ids)
          .sort({ beginsAt: 1 })
          .limit(100)
          .lean(),
        model
          .find({ ...running, endsAt: { $lt: instant, $ne: null } }, ids)
          .sort({ endsAt: 1 })
          .limit(100)
          .lean(),
      ]);
      return [
        ...toStart.map(({ _id }) => ({ sessionId: _id, action: 'activate' as const })),
        ...toEnd.map(({ _id }) => ({ sessionId: _id, action: 'end' as const })),
      ];
    },

    /** The sessions with a time to come, by id, a page behind one of them. */
    async timedAfter(sessionId: string, limit: number): Promise<SessionDocument[]> {
      const timed = [{ status: 'scheduled' as const }, { ...running, endsAt: { $ne: null } }];
      const found = await model
        .find({ _id: { $gt: sessionId }, $or: timed }, { outbox: 0 })
        .sort({ _id: 1 })
        .limit(limit)
        .lean<StoredSession[]>();
      return found.map(complete);
    },

    /** Closings that are before `instant` and not done. */
    async closingBefore(instant: Date): Promise<SessionDocument[]> {
      const found = await model
        .find({ open: true, status: 'closing', closingAt: { $lt: instant } }, { outbox: 0 })
        .limit(100)
        .lean<StoredSession[]>();
      return found.map(complete);
    },

    /** Who runs the class's sessions that have not ended from now on. */
    async setTeachers(classId: string, teacherIds: string[]): Promise<void> {
      await model.updateMany(notOver(classId), { $set: { teacherIds } });
    },

    async removeTeacher(classId: string, teacherId: string): Promise<void> {
      await model.updateMany(notOver(classId), { $pull: { teacherIds: teacherId } });
    },

    /** Starts a scheduled session; false when its class has an open one, null when it is not scheduled any more. */
    async activate(session: SessionDocument): Promise<boolean | null> {
      const { _id, status, open, beginsAt, startedAt, rounds, outbox = [] } = session;
      let activated: SessionDocument | null = null;
      const isFree = await oneOfItsClass(async () => {
        activated = await change(
          { _id, status: 'scheduled' },
          { $set: { status, open, beginsAt, startedAt, rounds }, $push: { outbox: { $each: outbox } } },
        );
      });
      return isFree && activated === null ? null : isFree;
    },

    /** Cancels a session that is scheduled or active; null when it is neither. */
    cancel: (sessionId: string, reason: string, at: Date, event: PendingEvent) =>
      change(
        { _id: sessionId, status: { $in: ['scheduled', 'active'] } },
        {
          $set: { status: 'cancelled', cancelReason: reason, endedAt: at, 'rounds.$[running].endsAt': at },
          $unset: { open: 1 },
          $push: { outbox: event },
        },
        { arrayFilters: [{ 'running.endsAt': null }] },
      ),

    /** Adds the next round and ends the one before; null when the session is not active or has another number of rounds. */
    addRound: (sessionId: string, round: RoundDocument, events: PendingEvent[]) =>
      change(
        { _id: sessionId, status: 'active', rounds: { $size: round.roundNumber - 1 } },
        [{ $set: { rounds: { $concatArrays: [endedAt(round.startsAt), [round]] }, ...appended(events) } }],
        { updatePipeline: true },
      ),

    /** Ends a round; null when it is not the one that runs. */
    endRound: (sessionId: string, roundNumber: number, endsAt: Date, events: PendingEvent[]) =>
      change(
        { _id: sessionId, status: 'active', rounds: { $elemMatch: { roundNumber, endsAt: null } } },
        [{ $set: { rounds: endedAt(endsAt), ...appended(events) } }],
        { updatePipeline: true },
      ),

    /** Leaves an event to be published. */
    async addEvent(sessionId: string, event: PendingEvent): Promise<void> {
      await model.updateOne({ _id: sessionId }, { $push: { outbox: event } });
    },

    /** Corrects the summary of an ended session. */
    async setSummary(sessionId: string, summary: Summary): Promise<void> {
      await model.updateOne({ _id: sessionId, status: 'ended' }, { $set: { summary } });
    },

    /** Sessions that had scans since an instant: they run, or were closed after it. In pages by id. */
    async busySince(instant: Date, after: string, limit: number): Promise<SessionDocument[]> {
      const found = await model
        .find({ _id: { $gt: after }, $or: [{ open: true }, { closingAt: { $gte: instant } }] }, { outbox: 0 })
        .sort({ _id: 1 })
        .limit(limit)
        .lean<StoredSession[]>();
      return found.map(complete);
    },

    /** Turns active into closing, once; null for whoever comes second. */
    beginClosing: (sessionId: string, closingAt: Date) =>
      change({ _id: sessionId, status: 'active' }, { $set: { status: 'closing', closingAt } }),

    /** Turns closing into ended, once, and leaves the event to be published; null for whoever comes second. */
    finishClosing: (sessionId: string, endedAt: Date, summary: Summary, event: PendingEvent) =>
      change(
        { _id: sessionId, status: 'closing' },
        {
          $set: { status: 'ended', endedAt, summary, 'rounds.$[running].endsAt': endedAt },
          $unset: { open: 1 },
          $push: { outbox: event },
        },
        { arrayFilters: [{ 'running.endsAt': null }] },
      ),
  };
}

function toFilter(whose: SessionQuery['whose']) {
  if (whose === 'everybody') return {};
  return 'teacherId' in whose ? { teacherIds: whose.teacherId } : { classId: { $in: whose.classIds } };
}

/** The rounds, those that ran until now ended. */
function endedAt(instant: Date) {
  const endsAt = { $ifNull: ['$$this.endsAt', instant] };
  return { $map: { input: '$rounds', in: { $mergeObjects: ['$$this', { endsAt }] } } };
}

function appended(events: PendingEvent[]) {
  // Literally: people's words in it may begin with a dollar.
  return { outbox: { $concatArrays: [{ $ifNull: ['$outbox', []] }, { $literal: events }] } };
}

function notOver(classId: string) {
  const status = { $in: ['scheduled', 'active', 'closing'] satisfies SessionStatus[] };
  return { classId, status };
}

async function oneOfItsClass(write: () => Promise<unknown>): Promise<boolean> {
  try {
    await write();
    return true;
  } catch (error) {
    if (isDuplicateKey(error)) return false;
    throw error;
  }
}

function complete(stored: StoredSession): SessionDocument {
  return stored.schemaVersion >= 2 ? stored : { ...stored, ...newFields(stored) };
}
