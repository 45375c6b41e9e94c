import { isDuplicateKey, isOutage, type PendingEvent } from '@rollcall/service-kit';
import { type ClientSession, type Connection, mongo } from 'mongoose';
import type { StudentCopy } from '../domain/student-copy.ts';
import type { EnrolmentDocument, EnrolmentModel, HowEnded, LatestPeriod } from './enrolment-model.ts';

/** The end of a period, with the event of it. */
export interface PeriodEnd {
  periodId: string;
  endedAt: Date;
  endedHow: HowEnded;
  event: PendingEvent;
}

/** Somebody else changed one of the periods first. */
class Overtaken extends Error {}

/**
 * How periods begin and end. Nobody's periods overlap: each has the number after the one it was decided by, and numbers
 * are unique.
 */
export function createEnrolmentChanges(connection: Connection, model: EnrolmentModel) {
  return {
    /** Of each student who has or had a period in the course, the latest one. */
    async latestInCourse(courseId: string, studentIds: string[]): Promise<Map<string, LatestPeriod>> {
      const periods = await model
        .find(
          { courseId, studentId: { $in: studentIds } },
          { classId: 1, studentId: 1, number: 1, enrolledAt: 1, endedAt: 1 },
        )
        .sort({ number: 1 })
        .lean<LatestPeriod[]>();
      return new Map(periods.map((period) => [period.studentId, period]));
    },

    /** Begins periods; returns the ids of the students for whom somebody else was faster, of whom nothing was changed. */
    async begin(periods: EnrolmentDocument[]): Promise<Set<string>> {
      try {
        if (periods.length > 0) await model.bulkWrite(periods.map(insertion), { ordered: false });
        return new Set();
      } catch (error) {
        if (!(error instanceof mongo.MongoBulkWriteError) || !isDuplicateKey(error)) throw error;
        const refused = [error.writeErrors].flat().map(({ index }) => periods[index]?.studentId);
        return new Set(refused.filter((studentId) => studentId !== undefined));
      }
    },

    /** Ends periods and begins others, all or none; false when somebody else was faster, and nothing has changed. */
    async move(ends: PeriodEnd[], begins: EnrolmentDocument[]): Promise<boolean> {
      const session = await connection.startSession();
      try {
        session.startTransaction();
        await write(ends, begins, session);
        await session.commitTransaction();
        return true;
      } catch (error) {
        if (wasOvertaken(error)) return false;
        throw error;
      } finally {
        await session.endSession();
      }
    },

    /** False when it has ended already. */
    async end(end: PeriodEnd): Promise<boolean> {
      const { filter, update } = ending(end).updateOne;
      return (await model.updateOne(filter, update)).modifiedCount === 1;
    },

    /** The period during which a student is in a class now. */
    currentIn: (classId: string, studentId: string) =>
      model.findOne({ classId, studentId, endedAt: null }, { outbox: 0 }).lean<EnrolmentDocument>(),

    /** Gives a student's current periods another copy of the name. */
    async copyStudent(studentId: string, copy: StudentCopy): Promise<void> {
      await model.updateMany({ studentId, endedAt: null }, { $set: copy });
    },

    /** Students of current periods that have no names, at most `limit`. */
    async withoutNames(limit: number): Promise<string[]> {
      const found = await model
        .find({ endedAt: null, nameKey: null }, { _id: 0, studentId: 1 })
        .limit(limit)
        .lean<{ studentId: string }[]>();
      return [...new Set(found.map(({ studentId }) => studentId))];
    },
  };

  async function write(ends: PeriodEnd[], begins: EnrolmentDocument[], session: ClientSession) {
    const { modifiedCount } = await model.bulkWrite(ends.map(ending), { session });
    if (modifiedCount !== ends.length) throw new Overtaken();
    await model.bulkWrite(begins.map(insertion), { session });
  }
}

const insertion = (document: EnrolmentDocument) => ({ insertOne: { document } });

function ending({ periodId, endedAt, endedHow, event }: PeriodEnd) {
  return {
    updateOne: {
      filter: { _id: periodId, endedAt: null },
      update: { $set: { endedAt, endedHow }, $push: { outbox: event } },
    },
  };
}

function wasOvertaken(error: unknown): boolean {
  if (error instanceof Overtaken || isDuplicateKey(error)) return true;
  return (
    error instanceof mongo.MongoServerError && error.hasErrorLabel('TransientTransactionError') && !isOutage(error)
  );
}
