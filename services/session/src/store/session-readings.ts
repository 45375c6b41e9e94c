import type { SessionStatus } from '@rollcall/contracts';
import { complete, type SessionDocument, type StoredSession } from './session-document.ts';
import { running, type SessionModel } from './session-model.ts';

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

/** What requests ask of sessions. */
export function createSessionReadings(model: SessionModel) {
  return {
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

    /** The class's sessions that ended before another one, the last first. */
    async endedBefore({ classId, endedAt }: SessionDocument, limit: number): Promise<SessionDocument[]> {
      const found = await model
        .find({ classId, status: 'ended', endedAt: { $lt: endedAt } }, { outbox: 0 })
        .sort({ endedAt: -1 })
        .limit(limit)
        .lean<StoredSession[]>();
      return found.map(complete);
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
  };
}

function toFilter(whose: SessionQuery['whose']) {
  if (whose === 'everybody') return {};
  return 'teacherId' in whose ? { teacherIds: whose.teacherId } : { classId: { $in: whose.classIds } };
}
