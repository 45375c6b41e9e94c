import type { Excuse, ExcuseStatus, Role } from '@rollcall/contracts';
import { type Bus, createOutbox, isDuplicateKey, type PendingEvent, type WithOutbox } from '@rollcall/service-kit';
import type { Connection } from 'mongoose';
import type { Covered } from '../domain/excuse.ts';
import { excuseModel } from './excuse-model.ts';

export interface Attachment {
  /** In the store of objects. */
  key: string;
  type: NonNullable<Excuse['attachment']>['type'];
  bytes: number;
}

export interface ExcuseDocument extends WithOutbox {
  _id: string;
  schemaVersion: number;
  institutionId: string;
  classId: string;
  className: string;
  studentId: string;
  sessionId: string | null;
  from: Date | null;
  to: Date | null;
  category: Excuse['category'];
  reason: string;
  status: ExcuseStatus;
  attachment: Attachment | null;
  createdAt: Date;
  decision: { by: string; role: Role; at: Date; reason: string | null } | null;
  /** Approved, and not all absent records that it covers are known to be marked. */
  marking?: boolean;
}

export interface ExcuseQuery {
  whose: { studentId: string } | { classIds: string[] } | 'everybody';
  status?: ExcuseStatus | undefined;
  /** Those that were asked for before this one. */
  cursor?: string | undefined;
  limit: number;
}

export type Decision = NonNullable<ExcuseDocument['decision']>;

export type Excuses = ReturnType<typeof createExcuses>;

/** The excuses in MongoDB; each change asks for one that is pending, so that of two at once one wins. */
export function createExcuses(connection: Connection, bus: Bus) {
  const model = excuseModel(connection);
  const withoutOutbox = { outbox: 0 };

  const changePending = (filter: object, update: object) =>
    model
      .findOneAndUpdate({ ...filter, status: 'pending' }, update, {
        returnDocument: 'after',
        projection: withoutOutbox,
      })
      .lean<ExcuseDocument>();

  return {
    outbox: createOutbox(bus, model),

    /** False when the student waits for a decision about the very same. */
    async insert(excuse: ExcuseDocument): Promise<boolean> {
      try {
        await model.create(excuse);
        return true;
      } catch (error) {
        if (isDuplicateKey(error)) return false;
        throw error;
      }
    },

    get: (excuseId: string) => model.findOne({ _id: excuseId }, withoutOutbox).lean<ExcuseDocument>(),

    /** A page, the newest first. */
    page: ({ whose, status, cursor, limit }: ExcuseQuery) =>
      model
        .find(
          {
            ...toFilter(whose),
            ...(status !== undefined && { status }),
            ...(cursor !== undefined && { _id: { $lt: cursor } }),
          },
          withoutOutbox,
        )
        .sort({ _id: -1 })
        .limit(limit)
        .lean<ExcuseDocument[]>(),

    countPendingOfStudent: (studentId: string) => model.countDocuments({ studentId, status: 'pending' }),

    /** How many excuses of classes wait for a decision. */
    countPending: (classIds: string[]) => model.countDocuments({ classId: { $in: classIds }, status: 'pending' }),

    /** Null when it is not the student's, or not pending any more; likewise below. */
    withdraw: (excuseId: string, studentId: string, event: PendingEvent) =>
      changePending({ _id: excuseId, studentId }, { $set: { status: 'withdrawn' }, $push: { outbox: event } }),

    /** As it was before: its former document is not needed any more. */
    attach: (excuseId: string, studentId: string, attachment: Attachment) =>
      model
        .findOneAndUpdate(
          { _id: excuseId, studentId, status: 'pending' },
          { $set: { attachment } },
          { returnDocument: 'before', projection: withoutOutbox },
        )
        .lean<ExcuseDocument>(),

    decide: (excuseId: string, isApproved: boolean, decision: Decision, event: PendingEvent) =>
      changePending(
        { _id: excuseId },
        {
          $set: { status: isApproved ? 'approved' : 'rejected', decision, ...(isApproved && { marking: true }) },
          $push: { outbox: event },
        },
      ),

    /** Those with a document that were asked for before an instant and wait for nobody. */
    withDocumentBefore: (instant: Date, limit: number) =>
      model
        .find(
          { 'attachment.key': { $exists: true }, createdAt: { $lt: instant }, status: { $ne: 'pending' } },
          { attachment: 1 },
        )
        .limit(limit)
        .lean<Pick<ExcuseDocument, '_id' | 'attachment'>[]>(),

    async forgetDocument(excuseId: string): Promise<void> {
      await model.updateOne({ _id: excuseId }, { $set: { attachment: null } });
    },

    /** Notes that nothing is left to be marked. */
    async noteMarked(excuseId: string): Promise<void> {
      await model.updateOne({ _id: excuseId }, { $unset: { marking: 1 } });
    },

    /** Approved before an instant, and not all marked. */
    toMarkBefore: (instant: Date, limit: number) =>
      model
        .find({ marking: true, 'decision.at': { $lt: instant } }, withoutOutbox)
        .limit(limit)
        .lean<ExcuseDocument[]>(),

    /** The students who are excused from a session. */
    async excusedFrom({ _id, classId, beginsAt }: { _id: string; classId: string; beginsAt: Date }) {
      const covering = { $or: [{ sessionId: _id }, { from: { $lte: beginsAt }, to: { $gt: beginsAt } }] };
      return new Set(await model.distinct('studentId', { classId, status: 'approved', ...covering }));
    },
  };
}

function toFilter(whose: ExcuseQuery['whose']) {
  if (whose === 'everybody') return {};
  return 'studentId' in whose ? { studentId: whose.studentId } : { classId: { $in: whose.classIds } };
}

/** Which sessions a stored excuse is about. */
export function coveredBy({ sessionId, from, to }: ExcuseDocument): Covered {
  if (sessionId !== null) return { sessionId, from: null, to: null };
  if (from === null || to === null) throw new Error('an excuse about nothing');
  return { sessionId, from, to };
}
