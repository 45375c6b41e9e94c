import { outboxField, outboxIndex, type PendingEvent } from '@rollcall/service-kit';
import { type Connection, type Model, Schema } from 'mongoose';
import type { StudentCopy } from '../domain/student-copy.ts';

export type HowEnrolled = 'teacher' | 'import' | 'join-code';
export type HowEnded = 'removed' | 'moved';

/**
 * A period during which a student is or was in a class. What is optional is missing in documents of version 1, which never
 * end and know no names.
 */
export interface EnrolmentDocument extends Partial<StudentCopy> {
  _id: string;
  schemaVersion: number;
  institutionId: string;
  classId: string;
  /** A class that stands alone is its own course. */
  courseId: string;
  studentId: string;
  /** Counts the periods of the student in the course from 1. */
  number?: number;
  enrolledAt: Date;
  /** Null or missing: the student is in the class now. */
  endedAt?: Date | null;
  /** Null: not known. */
  how?: HowEnrolled | null;
  endedHow?: HowEnded | null;
  outbox?: PendingEvent[];
}

/** What is needed of a student's latest period in a course to decide on the next. */
export type LatestPeriod = Pick<
  EnrolmentDocument,
  '_id' | 'classId' | 'studentId' | 'number' | 'enrolledAt' | 'endedAt'
>;

const words = { type: String, required: true };
const schema = new Schema<EnrolmentDocument>(
  {
    _id: words,
    schemaVersion: { type: Number, required: true },
    institutionId: words,
    classId: words,
    courseId: words,
    studentId: words,
    number: Number,
    enrolledAt: { type: Date, required: true },
    endedAt: Date,
    how: String,
    endedHow: String,
    name: String,
    email: String,
    studentNumber: String,
    disabled: Boolean,
    nameKey: String,
    searchKeys: { type: [String], default: undefined },
    ...outboxField,
  },
  { collection: 'enrolments', versionKey: false, strict: 'throw' },
);
// Equality to null holds of a missing field too, so documents of version 1 are in these indexes.
const current = { partialFilterExpression: { endedAt: null } };
schema.index({ courseId: 1, studentId: 1 }, { name: 'one_current_a_course', unique: true, ...current });
schema.index({ classId: 1, nameKey: 1, _id: 1 }, { name: 'current_by_name', ...current });
schema.index({ classId: 1, studentId: 1 }, { name: 'current_by_class', ...current });
schema.index({ studentId: 1, classId: 1 }, { name: 'current_by_student', ...current });
// Empty, except for a while after an upgrade.
schema.index({ nameKey: 1 }, { name: 'without_names', partialFilterExpression: { endedAt: null, nameKey: null } });
schema.index({ courseId: 1, studentId: 1, number: 1 }, { unique: true });
schema.index({ classId: 1, enrolledAt: 1, studentId: 1 });
schema.index(...outboxIndex);

export type EnrolmentModel = Model<EnrolmentDocument>;

export const enrolmentModel = (connection: Connection): EnrolmentModel =>
  connection.model<EnrolmentDocument>('Enrolment', schema);
