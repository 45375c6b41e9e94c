import { type ImportStatus, jobs } from '@rollcall/contracts';
import { type Connection, Schema } from 'mongoose';
import type { ImportDefinition, ImportDocument } from '../definition.ts';

/** Imports and their rows, which hold personal data, are forgotten. */
export const KEEP_IMPORTS_SECONDS = 30 * 86_400;

export const IMPORT_SCHEMA_VERSION = 1;

export type ImportProgress = Partial<
  Pick<ImportDocument, 'status' | 'processed' | 'counts' | 'problem' | 'finishedAt'>
>;

const required = { type: String, required: true };
const flag = { type: Boolean, required: true };
const count = { type: Number, required: true };
const date = { type: Date, required: true };
const mixed = { type: Schema.Types.Mixed, required: true };

/** The model of a service's imports. */
export function importModel(connection: Connection, { job, collections, options }: ImportDefinition) {
  const own = Object.entries(options).map(([name, type]) => [name, { type, required: true }]);
  const schema = new Schema<ImportDocument>(
    {
      _id: required,
      schemaVersion: count,
      institutionId: required,
      status: required,
      dryRun: flag,
      skipInvalid: flag,
      ...Object.fromEntries(own),
      columns: mixed,
      unknownColumns: [String],
      total: count,
      processed: count,
      counts: mixed,
      problem: { type: String, default: null },
      createdBy: required,
      requestId: required,
      createdAt: date,
      updatedAt: date,
      finishedAt: { type: Date, default: null },
    },
    { collection: collections.imports, versionKey: false, strict: 'throw', minimize: false },
  );
  schema.index({ createdAt: 1 }, { expireAfterSeconds: KEEP_IMPORTS_SECONDS });
  schema.index({ status: 1, updatedAt: 1 });
  return connection.model<ImportDocument>(`${jobs[job].queue} imports`, schema);
}

export type ImportStore = ReturnType<typeof createImportStore>;

/** Statuses of imports that are not at their end. */
const unfinished = { $in: ['queued', 'running'] satisfies ImportStatus[] };

/** The imports in MongoDB. */
export function createImportStore(connection: Connection, definition: ImportDefinition) {
  const model = importModel(connection, definition);
  return {
    async insert(document: ImportDocument): Promise<void> {
      await model.create(document);
    },

    get: (importId: string) => model.findById(importId).lean<ImportDocument>(),

    /** Notes how far an import is; nothing once it is at its end, which somebody else may have brought about. */
    async progress(importId: string, at: Date, progress: ImportProgress): Promise<void> {
      await model.updateOne({ _id: importId, status: unfinished }, { $set: { ...progress, updatedAt: at } });
    },

    /** Imports that are not at their end and have not gone on since. */
    async idleSince(at: Date): Promise<string[]> {
      const idle = await model
        .find({ status: unfinished, updatedAt: { $lt: at } }, { _id: 1 })
        .lean<{ _id: string }[]>();
      return idle.map(({ _id }) => _id);
    },
  };
}
