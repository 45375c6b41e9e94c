import { AppError, type Metrics } from '@rollcall/service-kit';
import { type Connection, mongo } from 'mongoose';
import { holdsAgainstScan } from '../domain/status.ts';
import { createGatherer } from './gatherer.ts';
import { RECORD_SCHEMA_VERSION } from './record-model.ts';
import type { NewRecord, RecordDocument } from './records.ts';

/** Scans that arrive while a batch is being written are the next one; this many batches are on their way at once. */
const BATCHES_AT_ONCE = 2;
const MAX_BATCH = 500;
const BATCH_SIZES = [1, 2, 5, 10, 20, 50, 100, 200, MAX_BATCH];
const GATHER_MS = 2;
const DUPLICATE_KEY = 11_000;

/** What became of a scan in MongoDB: its record, or the one that was there first. */
export interface Commit {
  record: RecordDocument;
  inserted: boolean;
}

type Outcome = Commit | { error: unknown };

/** MongoDB said that it did not write this one. Every other error leaves it open. */
export class RefusedWrite extends Error {
  override readonly name = 'RefusedWrite';
}

/**
 * Writes the records of scans in micro-batches, each one unordered insert that a majority has in its journal. Not through
 * Mongoose's documents: they cost more than the write itself.
 */
export function createRecordCommits(connection: Connection, metrics?: Metrics) {
  if (!connection.db) throw new Error('MongoDB is not connected');
  const records = connection.db.collection<RecordDocument>('records');
  const noteSize = metrics?.spread('rollcall_record_batch_size', 'Scans that MongoDB is given at once', BATCH_SIZES);
  const gatherer = createGatherer<NewRecord, Outcome>({
    gatherMs: GATHER_MS,
    maxItems: MAX_BATCH,
    atOnce: BATCHES_AT_ONCE,
    run: writeBatch,
  });

  /** Each item's own outcome: a failure of one is not that of the others. */
  async function writeBatch(items: NewRecord[]): Promise<Outcome[]> {
    noteSize?.(items.length);
    const whole = items.map((item): RecordDocument => ({ ...item, schemaVersion: RECORD_SCHEMA_VERSION, rev: 1 }));
    try {
      await records.insertMany(whole, { ordered: false });
      return whole.map((record) => ({ record, inserted: true }));
    } catch (error) {
      if (!(error instanceof mongo.MongoBulkWriteError)) return whole.map(() => ({ error }));
      return judgeEach(whole, error);
    }
  }

  async function judgeEach(whole: RecordDocument[], error: mongo.MongoBulkWriteError): Promise<Outcome[]> {
    const problems = new Map([error.writeErrors].flat().map((problem) => [problem.index, problem]));
    // Not each one is told apart when the connection broke in the middle, and a write that no majority has confirmed may
    // still be undone: then nothing of the batch is true yet.
    const isComplete = error.insertedCount + problems.size === whole.length && !error.result.getWriteConcernError();
    if (!isComplete) return whole.map(() => ({ error: new AppError('try_again', { cause: error }) }));
    const repeated = [...problems].filter(([, { code }]) => code === DUPLICATE_KEY).map(([index]) => index);
    const first = await readFirst(repeated.flatMap((index) => whole[index] ?? []));
    return whole.map((record, index) => {
      const problem = problems.get(index);
      if (!problem) return { record, inserted: true };
      if (problem.code !== DUPLICATE_KEY) return { error: new RefusedWrite(problem.errmsg, { cause: error }) };
      const found = first.get(record._id);
      return found ? { record: found, inserted: false } : { error };
    });
  }

  /** With read concern majority: what is read here stays. */
  async function readFirst(repeated: RecordDocument[]): Promise<Map<string, RecordDocument>> {
    if (repeated.length === 0) return new Map();
    const ids = repeated.map(({ _id }) => _id);
    const sessionIds = [...new Set(repeated.map(({ sessionId }) => sessionId))];
    const found = await records
      .find({ _id: { $in: ids }, sessionId: { $in: sessionIds } }, { projection: { outbox: 0 } })
      .toArray();
    return new Map(found.map((record) => [record._id, record]));
  }

  /** Lets a scan replace an `absent` that a teacher marked; null when there is none. What a closing wrote stays. */
  function replaceAbsent({ _id, sessionId, ...scan }: NewRecord): Promise<RecordDocument | null> {
    const { status, verification, method, recordedAt, tokenHash, flags, location } = scan;
    // What another scan left before the mark says nothing about this one.
    const ofScan = { tokenHash: tokenHash ?? '$$REMOVE', flags: flags ?? '$$REMOVE', location: location ?? '$$REMOVE' };
    return records.findOneAndUpdate(
      { _id, sessionId, status: 'absent', method: { $ne: 'machine' } },
      [{ $set: { status, verification, method, recordedAt, ...ofScan, rev: { $add: ['$rev', 1] } } }],
      { returnDocument: 'after', projection: { outbox: 0 } },
    );
  }

  return {
    /**
     * Stores the record of a scan, or answers the one that was there first; null when an `absent` of the closing stands.
     * Throws `RefusedWrite` when it is not stored, and anything else when that is not known.
     */
    async commitScan(wanted: NewRecord): Promise<Commit | null> {
      const outcome = await gatherer.add(wanted);
      if ('error' in outcome) throw outcome.error;
      if (outcome.inserted || holdsAgainstScan(outcome.record.status)) return outcome;
      const replaced = await replaceAbsent(wanted);
      return replaced && { record: replaced, inserted: true };
    },
  };
}
