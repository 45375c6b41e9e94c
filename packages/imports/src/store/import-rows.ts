import { jobs } from '@rollcall/contracts';
import { type Connection, Schema } from 'mongoose';
import type { ImportDefinition, ImportDocument, ImportRow } from '../definition.ts';
import { KEEP_IMPORTS_SECONDS } from './imports.ts';

/** How many rows one document holds. */
export const CHUNK_ROWS = 500;

/** Consecutive rows of an import: what is done for them is noted in one write. */
export interface ImportChunk {
  _id: string;
  schemaVersion: number;
  importId: string;
  /** From 0, in the order of the file. */
  number: number;
  rows: ImportRow[];
  /** Null before the rows were checked. */
  counts: ImportDocument['counts'] | null;
  /** Whether nothing is left to do for these rows. */
  done: boolean;
  createdAt: Date;
}

const required = { type: String, required: true };

/** The model of the rows of a service's imports. */
export function importRowModel(connection: Connection, { job, collections }: ImportDefinition) {
  const schema = new Schema<ImportChunk>(
    {
      _id: required,
      schemaVersion: { type: Number, required: true },
      importId: required,
      number: { type: Number, required: true },
      // Not described: mongoose would make half a thousand documents of every one.
      rows: { type: Schema.Types.Mixed, required: true },
      counts: { type: Schema.Types.Mixed, default: null },
      done: { type: Boolean, required: true },
      createdAt: { type: Date, required: true },
    },
    { collection: collections.rows, versionKey: false, strict: 'throw' },
  );
  schema.index({ importId: 1, number: 1 }, { unique: true });
  schema.index({ createdAt: 1 }, { expireAfterSeconds: KEEP_IMPORTS_SECONDS });
  return connection.model<ImportChunk>(`${jobs[job].queue} rows`, schema);
}

export type ImportRowStore = ReturnType<typeof createImportRowStore>;

/** The rows of imports in MongoDB. */
export function createImportRowStore(connection: Connection, definition: ImportDefinition) {
  const model = importRowModel(connection, definition);

  return {
    async insert(importId: string, number: number, rows: ImportRow[], createdAt: Date): Promise<void> {
      const _id = `${importId}.${number}`;
      await model.create({ _id, schemaVersion: 1, importId, number, rows, counts: null, done: false, createdAt });
    },

    /** One after the other, each read when it is asked for. */
    async *chunks(importId: string, chunkCount: number): AsyncGenerator<ImportChunk> {
      for (let number = 0; number < chunkCount; number += 1) {
        const chunk = await model.findById(`${importId}.${number}`).lean<ImportChunk>();
        if (!chunk) throw new Error(`import ${importId}: chunk ${number} is gone`);
        yield chunk;
      }
    },

    async save({ _id, rows, counts, done }: ImportChunk): Promise<void> {
      await model.updateOne({ _id }, { $set: { rows, counts, done } });
    },

    /** Chunks from `number` on that hold a row with this result, if one is asked for. */
    from(importId: string, number: number, result: string | undefined): AsyncIterable<ImportChunk> {
      const holding = result ? { [`counts.${result}`]: { $gt: 0 } } : {};
      return model
        .find({ importId, number: { $gte: number }, ...holding })
        .sort({ number: 1 })
        .batchSize(4)
        .lean<ImportChunk[]>()
        .cursor();
    },
  };
}
