import { type Connection, Schema } from 'mongoose';

export const RESULT_SCHEMA_VERSION = 1;

/** Who has a result in a session, never changed: its sessions share it for as long as nobody comes or goes. */
export interface ResultRoster {
  /** `<classId>.<hash of the ids>`. */
  _id: string;
  classId: string;
  /** In their order. */
  studentIds: string[];
}

/** The results of a session that has ended, counted from its records. */
export interface SessionResults {
  /** Of the session. */
  _id: string;
  schemaVersion: number;
  institutionId: string;
  classId: string;
  className: string;
  courseName: string | null;
  teacherIds: string[];
  beginsAt: Date;
  rosterId: string;
  /** One letter a student, in the order of the roster. */
  statuses: string;
  counts: { present: number; late: number; absent: number; excused: number };
  /** Counts its changes. */
  rev: number;
}

const text = { type: String, required: true };
// Of a session that nobody was in nothing is left, and mongoose takes an empty text for none.
const maybeEmpty = { type: String };
const count = { type: Number, required: true };

const rosterSchema = new Schema<ResultRoster>(
  { _id: text, classId: text, studentIds: { type: [String], required: true } },
  { collection: 'resultRosters', versionKey: false, strict: 'throw' },
);
rosterSchema.index({ studentIds: 1 });
rosterSchema.index({ classId: 1 });

const counts = new Schema(
  { present: count, late: count, absent: count, excused: count },
  { _id: false, strict: 'throw' },
);
const resultSchema = new Schema<SessionResults>(
  {
    _id: text,
    schemaVersion: count,
    institutionId: text,
    classId: text,
    className: text,
    courseName: { type: String, default: null },
    teacherIds: { type: [String], required: true },
    beginsAt: { type: Date, required: true },
    rosterId: text,
    statuses: maybeEmpty,
    counts,
    rev: count,
  },
  { collection: 'results', versionKey: false, strict: 'throw' },
);
resultSchema.index({ classId: 1, beginsAt: 1 });
resultSchema.index({ rosterId: 1, beginsAt: 1, _id: 1 });
resultSchema.index({ beginsAt: 1 });

export const resultRosterModel = (connection: Connection) => connection.model('ResultRoster', rosterSchema);
export const resultModel = (connection: Connection) => connection.model('SessionResults', resultSchema);
