import {
  type Bus,
  createOutbox,
  isDuplicateKey,
  outboxField,
  outboxIndex,
  type PendingEvent,
} from '@rollcall/service-kit';
import { type Connection, Schema } from 'mongoose';

const MAX_CLASSES = 5_000;
const MAX_STUDENTS = 10_000;

export interface EnrolmentDocument {
  _id: string;
  schemaVersion: number;
  institutionId: string;
  classId: string;
  /** A class that stands alone is its own course. */
  courseId: string;
  studentId: string;
  enrolledAt: Date;
  outbox?: PendingEvent[];
}

const words = { type: String, required: true };
const schema = new Schema<EnrolmentDocument>(
  {
    _id: words,
    schemaVersion: { type: Number, required: true },
    institutionId: words,
    classId: words,
    courseId: words,
    studentId: words,
    enrolledAt: { type: Date, required: true },
    ...outboxField,
  },
  { collection: 'enrolments', versionKey: false, strict: 'throw' },
);
schema.index({ courseId: 1, studentId: 1 }, { unique: true });
schema.index({ classId: 1, studentId: 1 });
schema.index({ studentId: 1, classId: 1 });
schema.index(...outboxIndex);

export const enrolmentModel = (connection: Connection) => connection.model<EnrolmentDocument>('Enrolment', schema);

export type Enrolments = ReturnType<typeof createEnrolments>;

/** Who is in which class, in MongoDB. A unique index keeps everybody in a course once. */
export function createEnrolments(connection: Connection, bus: Bus) {
  const model = enrolmentModel(connection);
  return {
    outbox: createOutbox(bus, model),

    /** False, and nothing has changed, when the student is in the course already. */
    async add(enrolment: EnrolmentDocument): Promise<boolean> {
      try {
        await model.create(enrolment);
        return true;
      } catch (error) {
        if (isDuplicateKey(error)) return false;
        throw error;
      }
    },

    has: async (classId: string, studentId: string) =>
      (await model.findOne({ classId, studentId }, { _id: 0, studentId: 1 }).lean()) !== null,

    /** The ids of a class's students in the order of their enrolment, at most 10,000. */
    async studentIds(classId: string): Promise<string[]> {
      const enrolled = await model
        .find({ classId }, { _id: 0, studentId: 1 })
        .sort({ enrolledAt: 1, studentId: 1 })
        .limit(MAX_STUDENTS)
        .lean<{ studentId: string }[]>();
      return enrolled.map(({ studentId }) => studentId);
    },

    /** At most `limit` ids of a class's students in the order of these ids, those behind `after`. */
    async page(classId: string, after: string | undefined, limit: number): Promise<string[]> {
      const enrolled = await model
        .find({ classId, ...(after !== undefined && { studentId: { $gt: after } }) }, { _id: 0, studentId: 1 })
        .sort({ studentId: 1 })
        .limit(limit)
        .lean<{ studentId: string }[]>();
      return enrolled.map(({ studentId }) => studentId);
    },

    /** At most `limit` ids of the classes that a student is in, in their order, those behind `after`. */
    async pageOfClassIds(studentId: string, after: string | undefined, limit: number): Promise<string[]> {
      const enrolled = await model
        .find({ studentId, ...(after !== undefined && { classId: { $gt: after } }) }, { _id: 0, classId: 1 })
        .sort({ classId: 1 })
        .limit(limit)
        .lean<{ classId: string }[]>();
      return enrolled.map(({ classId }) => classId);
    },

    /** The classes that a student is in, at most 5,000. */
    async classIdsOf(studentId: string): Promise<string[]> {
      const enrolled = await model
        .find({ studentId }, { _id: 0, classId: 1 })
        .limit(MAX_CLASSES)
        .lean<{ classId: string }[]>();
      return enrolled.map(({ classId }) => classId);
    },
  };
}
