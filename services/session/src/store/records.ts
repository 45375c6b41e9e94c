import type { AttendanceStatus, RecordFlag, RecordMethod, Verification } from '@rollcall/contracts';
import {
  AppError,
  type Bus,
  createOutbox,
  isDuplicateKey,
  type Metrics,
  type PendingEvent,
  type WithOutbox,
} from '@rollcall/service-kit';
import type { Connection } from 'mongoose';
import { isDecided } from '../domain/doubt.ts';
import type { LocationVerdict } from '../domain/geofence.ts';
import { createRecordCommits } from './record-commits.ts';
import { RECORD_SCHEMA_VERSION, recordModel } from './record-model.ts';

/** One change by a person. */
export interface RecordChange {
  at: Date;
  by: string;
  from: AttendanceStatus | null;
  to: AttendanceStatus;
  /** What was decided about a doubtful record; missing in records of version 1. */
  verification?: Verification | null;
  reason: string | null;
}

export interface RecordDocument extends WithOutbox {
  /** `<sessionId>.<round>.<studentId>`. */
  _id: string;
  schemaVersion: number;
  institutionId: string;
  sessionId: string;
  classId: string;
  studentId: string;
  roundNumber: number;
  status: AttendanceStatus;
  verification: Verification;
  method: RecordMethod;
  recordedAt: Date;
  /** Hash of the token that authorised a scan. */
  tokenHash?: string;
  /** Why it is doubtful; missing when it is not. */
  flags?: RecordFlag[];
  location?: LocationVerdict;
  /** Counts the writes of this record, so that a later one is known from an earlier. */
  rev: number;
  /** Changes by people: who, when, from, to, why. */
  history?: RecordChange[];
}

export type NewRecord = Omit<RecordDocument, 'rev' | 'schemaVersion' | 'history' | 'outbox'>;

/** What a person changes of a record. */
export interface RecordEdit {
  status: AttendanceStatus;
  verification: Verification;
  method?: RecordMethod;
  recordedAt?: Date;
  change: Pick<RecordChange, 'at' | 'by' | 'reason'>;
}

const BATCH = 1_000;
const ATTEMPTS = 10;
const CONFIRMED = 'confirmed' satisfies Verification;

export type Records = ReturnType<typeof createRecords>;

// All records of a session stand together in the index of `_id`, so that the hottest collection needs no second one.
function ofSession(sessionId: string, after?: string) {
  return { sessionId, _id: { $gt: after ?? `${sessionId}.`, $lt: `${sessionId}/` } };
}

/** The records in MongoDB: who was there. `_id` is the guard against marking somebody twice. */
export function createRecords(connection: Connection, bus: Bus, metrics?: Metrics) {
  const model = recordModel(connection);
  const key = ({ _id, sessionId }: Pick<RecordDocument, '_id' | 'sessionId'>) => ({ _id, sessionId });
  const withoutOutbox = { outbox: 0 };

  return {
    outbox: createOutbox(bus, model),

    ...createRecordCommits(connection, metrics),

    get: (sessionId: string, recordId: string) =>
      model.findOne({ _id: recordId, sessionId }, withoutOutbox).lean<RecordDocument>(),

    getMany: (sessionId: string, recordIds: string[]) =>
      model.find({ _id: { $in: recordIds }, sessionId }, withoutOutbox).lean<RecordDocument[]>(),

    /** Inserts a record by hand; null when there is one already. Its event leaves with it. */
    async insertByHand(
      record: NewRecord,
      change: RecordEdit['change'],
      event: PendingEvent,
    ): Promise<RecordDocument | null> {
      const entry = { ...change, from: null, to: record.status, verification: record.verification };
      const whole = { ...record, schemaVersion: RECORD_SCHEMA_VERSION, rev: 1, history: [entry] };
      try {
        await model.create({ ...whole, outbox: [event] });
        return whole;
      } catch (error) {
        if (isDuplicateKey(error)) return null;
        throw error;
      }
    },

    /** Changes the very revision that was read, with its event; null when somebody was faster. */
    async edit(current: RecordDocument, edit: RecordEdit, event: PendingEvent): Promise<RecordDocument | null> {
      const { change, ...fields } = edit;
      const entry = { ...change, from: current.status, to: edit.status, verification: edit.verification };
      return model
        .findOneAndUpdate(
          { ...key(current), rev: current.rev },
          { $set: fields, $inc: { rev: 1 }, $push: { history: entry, outbox: event } },
          { returnDocument: 'after', projection: withoutOutbox },
        )
        .lean<RecordDocument>();
    },

    /** Adds a doubt to a record that nobody has decided about; null when there is none, or it has the doubt. */
    flag: (sessionId: string, recordId: string, flag: RecordFlag, event: (record: RecordDocument) => PendingEvent) =>
      flagOnce({ _id: recordId, sessionId }, flag, event),

    /** Inserts those of the records whose student has none yet, in batches; can be repeated. */
    async insertMissing(records: NewRecord[]): Promise<void> {
      for (let start = 0; start < records.length; start += BATCH) {
        const operations = records.slice(start, start + BATCH).map(({ _id, sessionId, ...rest }) => ({
          updateOne: {
            filter: { _id, sessionId },
            update: { $setOnInsert: { ...rest, schemaVersion: RECORD_SCHEMA_VERSION, rev: 1 } },
            upsert: true,
          },
        }));
        await model.bulkWrite(operations, { ordered: false }).catch((error) => {
          if (!isDuplicateKey(error)) throw error;
        });
      }
    },

    /** Records of a session in the order of their ids, after `cursor`; with `onlyFlagged` those that wait for a decision. */
    page: (
      sessionId: string,
      { cursor, limit, onlyFlagged = false }: { cursor?: string | undefined; limit: number; onlyFlagged?: boolean },
    ) =>
      model
        .find({ ...ofSession(sessionId, cursor), ...(onlyFlagged && { verification: 'flagged' }) }, withoutOutbox)
        .sort({ _id: 1 })
        .limit(limit)
        .lean<RecordDocument[]>(),

    /** The records of a session that were made at or after an instant. */
    sinceOfSession: (sessionId: string, instant: Date) =>
      model
        .find({ ...ofSession(sessionId), recordedAt: { $gte: instant } }, { history: 0, outbox: 0 })
        .batchSize(5_000)
        .lean<RecordDocument[]>(),

    /** All records of a session, without their histories. */
    allOfSession: (sessionId: string) =>
      model
        .find(ofSession(sessionId), { history: 0, outbox: 0, tokenHash: 0 })
        .batchSize(5_000)
        .lean<RecordDocument[]>(),
  };

  async function flagOnce(
    filter: { _id: string; sessionId: string },
    flag: RecordFlag,
    event: (record: RecordDocument) => PendingEvent,
  ): Promise<RecordDocument | null> {
    for (let attempt = 0; attempt < ATTEMPTS; attempt += 1) {
      const current = await model.findOne(filter, withoutOutbox).lean<RecordDocument>();
      if (!current || current.flags?.includes(flag) || isDecided(current)) return null;
      const flagged = await model
        .findOneAndUpdate(
          { ...filter, rev: current.rev },
          {
            $set: { verification: current.verification === CONFIRMED ? 'flagged' : current.verification },
            $addToSet: { flags: flag },
            $inc: { rev: 1 },
            $push: { outbox: event(current) },
          },
          { returnDocument: 'after', projection: withoutOutbox },
        )
        .lean<RecordDocument>();
      if (flagged) return flagged;
    }
    throw new AppError('try_again');
  }
}
