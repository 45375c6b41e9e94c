import type { UserImport } from '@rollcall/contracts';
import { type Connection, Schema } from 'mongoose';

/** Imports and their rows, which hold personal data, are forgotten. */
export const KEEP_IMPORTS_SECONDS = 30 * 86_400;

export const USER_IMPORT_SCHEMA_VERSION = 1;

export type ImportCounts = UserImport['counts'];

export interface UserImportDocument {
  _id: string;
  schemaVersion: number;
  institutionId: string;
  status: UserImport['status'];
  dryRun: boolean;
  skipInvalid: boolean;
  invite: boolean;
  /** Of rows that name none. */
  role: 'student' | 'teacher';
  /** Title of the file's column by what it was taken for. */
  columns: Record<string, string>;
  unknownColumns: string[];
  total: number;
  processed: number;
  counts: ImportCounts;
  /** The administrator. */
  createdBy: string;
  requestId: string;
  createdAt: Date;
  /** When it last went on. */
  updatedAt: Date;
  finishedAt: Date | null;
}

export type ImportProgress = Partial<Pick<UserImportDocument, 'status' | 'processed' | 'counts' | 'finishedAt'>>;

const required = { type: String, required: true };
const flag = { type: Boolean, required: true };
const count = { type: Number, required: true };
const date = { type: Date, required: true };
const schema = new Schema<UserImportDocument>(
  {
    _id: required,
    schemaVersion: count,
    institutionId: required,
    status: required,
    dryRun: flag,
    skipInvalid: flag,
    invite: flag,
    role: required,
    columns: { type: Schema.Types.Mixed, required: true },
    unknownColumns: [String],
    total: count,
    processed: count,
    counts: { ready: count, added: count, exists: count, duplicate: count, invalid: count },
    createdBy: required,
    requestId: required,
    createdAt: date,
    updatedAt: date,
    finishedAt: { type: Date, default: null },
  },
  { collection: 'userImports', versionKey: false, strict: 'throw', minimize: false },
);
schema.index({ createdAt: 1 }, { expireAfterSeconds: KEEP_IMPORTS_SECONDS });
schema.index({ status: 1, updatedAt: 1 });

export const userImportModel = (connection: Connection) => connection.model<UserImportDocument>('UserImport', schema);

export type UserImports = ReturnType<typeof createUserImports>;

/** Statuses of imports that are not at their end. */
const unfinished = { $in: ['queued', 'running'] satisfies UserImport['status'][] };

/** The imports in MongoDB. */
export function createUserImports(connection: Connection) {
  const model = userImportModel(connection);
  return {
    async insert(document: UserImportDocument): Promise<void> {
      await model.create(document);
    },

    get: (importId: string) => model.findById(importId).lean<UserImportDocument>(),

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
