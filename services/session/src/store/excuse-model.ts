import { outboxField, outboxIndex } from '@rollcall/service-kit';
import { type Connection, Schema } from 'mongoose';
import type { ExcuseDocument } from './excuses.ts';

export const EXCUSE_SCHEMA_VERSION = 1;

const text = { type: String, required: true };
const time = { type: Date, default: null };

const attachment = new Schema(
  { key: text, type: text, bytes: { type: Number, required: true } },
  { _id: false, strict: 'throw' },
);
const decision = { _id: false, by: String, role: String, at: Date, reason: { type: String, default: null } };

const schema = new Schema<ExcuseDocument>(
  {
    _id: text,
    schemaVersion: { type: Number, required: true },
    institutionId: text,
    classId: text,
    className: text,
    studentId: text,
    sessionId: { type: String, default: null },
    from: time,
    to: time,
    category: text,
    reason: text,
    status: text,
    attachment: { type: attachment, default: null },
    createdAt: { type: Date, required: true },
    decision: { type: decision, default: null },
    marking: Boolean,
    ...outboxField,
  },
  { collection: 'excuses', versionKey: false, strict: 'throw' },
);
schema.index(
  { studentId: 1, classId: 1, sessionId: 1, from: 1, to: 1 },
  { unique: true, partialFilterExpression: { status: 'pending' }, name: 'one_pending_about_the_same' },
);
schema.index({ studentId: 1, _id: -1 });
schema.index({ classId: 1, status: 1, _id: -1 });
schema.index({ status: 1, _id: -1 });
schema.index({ marking: 1 }, { partialFilterExpression: { marking: true }, name: 'approved_and_to_be_marked' });
schema.index(
  { createdAt: 1 },
  { partialFilterExpression: { 'attachment.key': { $exists: true } }, name: 'with_document' },
);
schema.index(...outboxIndex);

export const excuseModel = (connection: Connection) => connection.model('Excuse', schema);
