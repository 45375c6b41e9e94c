import { mongo } from 'mongoose';

const DUPLICATE_KEY = 11_000;

/**
 * Whether a unique index refused a write, and nothing else went wrong. Of a bulk write: whether that is true of all its
 * errors. Two upserts of one document at the same time end like this when the filter names more than the unique key.
 */
export function isDuplicateKey(error: unknown): boolean {
  if (error instanceof mongo.MongoBulkWriteError) {
    const problems = [error.writeErrors].flat();
    return !error.result.getWriteConcernError() && problems.every(({ code }) => code === DUPLICATE_KEY);
  }
  return error instanceof Error && (error as { code?: unknown }).code === DUPLICATE_KEY;
}
