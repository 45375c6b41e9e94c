import { outboxField, outboxIndex } from '@rollcall/service-kit';
import { type Connection, Schema } from 'mongoose';
import type { ExportDocument } from './exports.ts';

export const EXPORT_SCHEMA_VERSION = 1;
/** That there was an export is kept so long; its file much shorter. */
export const KEEP_EXPORTS_SECONDS = 30 * 86_400;

const text = { type: String, required: true };
const count = { type: Number, required: true };
const flag = { type: Boolean, required: true };
const time = { type: Date, default: null };

const schema = new Schema<ExportDocument>(
  {
    _id: text,
    schemaVersion: count,
    institutionId: text,
    requestedBy: text,
    role: text,
    requestId: text,
    what: text,
    ofId: { type: String, default: null },
    classIds: { type: [String], default: null },
    from: time,
    to: time,
    format: text,
    bom: flag,
    fileName: text,
    sameAs: text,
    unfinished: Boolean,
    status: text,
    done: count,
    total: count,
    key: { type: String, default: null },
    availableUntil: time,
    createdAt: { type: Date, required: true },
    updatedAt: { type: Date, required: true },
    finishedAt: time,
    ...outboxField,
  },
  { collection: 'exports', versionKey: false, strict: 'throw' },
);
schema.index(
  { requestedBy: 1, sameAs: 1 },
  { unique: true, partialFilterExpression: { unfinished: true }, name: 'one_unfinished_of_the_same' },
);
schema.index({ requestedBy: 1, _id: -1 });
schema.index({ updatedAt: 1 }, { partialFilterExpression: { unfinished: true }, name: 'unfinished_by_update' });
schema.index({ availableUntil: 1 });
schema.index({ createdAt: 1 }, { expireAfterSeconds: KEEP_EXPORTS_SECONDS });
schema.index(...outboxIndex);

export const exportModel = (connection: Connection) => connection.model('Export', schema);
