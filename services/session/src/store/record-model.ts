import { outboxField, outboxIndex } from '@rollcall/service-kit';
import { type Connection, Schema } from 'mongoose';
import type { RecordDocument } from './records.ts';

export const RECORD_SCHEMA_VERSION = 1;

const text = { type: String, required: true };
const count = { type: Number, required: true };

const change = { _id: false, at: Date, by: String, from: String, to: String, verification: String, reason: String };

const schema = new Schema<RecordDocument>(
  {
    _id: text,
    schemaVersion: count,
    institutionId: text,
    sessionId: text,
    classId: text,
    studentId: text,
    roundNumber: count,
    status: text,
    verification: text,
    method: text,
    recordedAt: { type: Date, required: true },
    tokenHash: String,
    flags: { type: [String], default: undefined },
    location: { type: { _id: false, verdict: String, distanceMetres: Number }, default: undefined },
    rev: count,
    history: { type: [change], default: undefined },
    ...outboxField,
  },
  { collection: 'records', versionKey: false, strict: 'throw' },
);
// Marks by hand alone leave events in the record, so scans are not in it.
schema.index(...outboxIndex);
// Nor are those that nobody has to decide about in this one, and they are nearly all.
schema.index(
  { verification: 1, recordedAt: 1, _id: 1, classId: 1 },
  { partialFilterExpression: { verification: 'flagged' }, name: 'flagged_by_time' },
);

export const recordModel = (connection: Connection) => connection.model('Record', schema);
