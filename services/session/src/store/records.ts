import type { AttendanceStatus, RecordMethod } from '@rollcall/contracts';
import { isDuplicateKey } from '@rollcall/service-kit';
import { type Connection, Schema } from 'mongoose';

export interface RecordChange {
  at: Date;
  by: string;
  from: AttendanceStatus | null;
  to: AttendanceStatus;
  reason: string | null;
}

export interface RecordDocument {
  /** `<sessionId>.<round>.<studentId>`. */
  _id: string;
  schemaVersion: number;
  institutionId: string;
  sessionId: string;
  classId: string;
  studentId: string;
  roundNumber: number;
  status: AttendanceStatus;
  verification: 'confirmed' | 'flagged' | 'pending' | 'rejected';
  method: RecordMethod;
  recordedAt: Date;
  /** Hash of the token that authorised a scan. */
  tokenHash?: string;
  /** Counts the writes of this record, so that a later one is known from an earlier. */
  rev: number;
  /** Marks by hand: who, when, from, to, why. */
  history?: RecordChange[];
}

export type NewRecord = Omit<RecordDocument, 'rev' | 'schemaVersion' | 'history'>;

const BATCH = 1_000;
const text = { type: String, required: true };
const schema = new Schema<RecordDocument>(
  {
    _id: text,
    schemaVersion: { type: Number, required: true },
    institutionId: text,
    sessionId: text,
    classId: text,
    studentId: text,
    roundNumber: { type: Number, required: true },
    status: text,
    verification: text,
    method: text,
    recordedAt: { type: Date, required: true },
    tokenHash: String,
    rev: { type: Number, required: true },
    history: {
      type: [{ _id: false, at: Date, by: String, from: String, to: String, reason: String }],
      default: undefined,
    },
  },
  { collection: 'records', versionKey: false, strict: 'throw' },
);

export const recordModel = (connection: Connection) => connection.model('Record', schema);

export type Records = ReturnType<typeof createRecords>;

// All records of a session stand together in the index of `_id`, so that the hottest collection needs no second one.
function ofSession(sessionId: string, after?: string) {
  return { sessionId, _id: { $gt: after ?? `${sessionId}.`, $lt: `${sessionId}/` } };
}

// Upserts of one record at the same instant: one inserts, MongoDB may answer the others that the key is there already.
function existsAlready(error: unknown): false {
  if (isDuplicateKey(error)) return false;
  throw error;
}

/** The records in MongoDB: who was there. `_id` is the guard against marking somebody twice. */
export function createRecords(connection: Connection) {
  const model = recordModel(connection);
  const key = ({ _id, sessionId }: Pick<RecordDocument, '_id' | 'sessionId'>) => ({ _id, sessionId });

  return {
    get: (sessionId: string, recordId: string) => model.findOne({ _id: recordId, sessionId }).lean<RecordDocument>(),

    getMany: (sessionId: string, recordIds: string[]) =>
      model.find({ _id: { $in: recordIds }, sessionId }).lean<RecordDocument[]>(),

    /** Inserts unless there is one already, and answers the one that is there then. */
    async insert(record: NewRecord): Promise<{ record: RecordDocument; inserted: boolean }> {
      const { _id, sessionId, ...rest } = record;
      const whole: RecordDocument = { ...record, schemaVersion: 1, rev: 1 };
      const write = () =>
        model.updateOne(key(record), { $setOnInsert: { ...rest, schemaVersion: 1, rev: 1 } }, { upsert: true });
      // The second time it finds the record, and waits like every write until a majority has it.
      const { upsertedCount } = await write().catch((error) => existsAlready(error) || write());
      if (upsertedCount === 1) return { record: whole, inserted: true };
      const existing = await model.findOne(key(record)).lean<RecordDocument>();
      if (!existing) throw new Error(`the record ${_id} was neither inserted nor found`);
      return { record: existing, inserted: false };
    },

    /** Lets a scan replace an `absent` that a teacher marked; null when there is none. What a closing wrote stays. */
    replaceAbsent: (record: NewRecord) =>
      model
        .findOneAndUpdate(
          { ...key(record), status: 'absent', method: { $ne: 'machine' } },
          {
            $set: {
              status: record.status,
              method: record.method,
              recordedAt: record.recordedAt,
              tokenHash: record.tokenHash,
            },
            $inc: { rev: 1 },
          },
          { returnDocument: 'after' },
        )
        .lean<RecordDocument>(),

    /** Writes a mark by hand over whatever is there, and keeps what it replaced. */
    async mark(record: NewRecord, change: Omit<RecordChange, 'from' | 'to'>): Promise<RecordDocument> {
      const { _id, sessionId, ...fields } = record;
      const entry = { ...change, from: { $ifNull: ['$status', null] }, to: record.status };
      const write = () =>
        model
          .findOneAndUpdate(
            key(record),
            [
              {
                $set: {
                  ...fields,
                  schemaVersion: 1,
                  rev: { $add: [{ $ifNull: ['$rev', 0] }, 1] },
                  history: { $concatArrays: [{ $ifNull: ['$history', []] }, [entry]] },
                },
              },
            ],
            { upsert: true, returnDocument: 'after', updatePipeline: true },
          )
          .lean<RecordDocument>();
      // The second time the record of whoever was faster is there.
      const written = await write().catch((error) => existsAlready(error) || write());
      if (!written) throw new Error(`the mark ${_id} was not written`);
      return written;
    },

    /** Inserts those of the records whose student has none yet, in batches; can be repeated. */
    async insertMissing(records: NewRecord[]): Promise<void> {
      for (let start = 0; start < records.length; start += BATCH) {
        const operations = records.slice(start, start + BATCH).map(({ _id, sessionId, ...rest }) => ({
          updateOne: {
            filter: { _id, sessionId },
            update: { $setOnInsert: { ...rest, schemaVersion: 1, rev: 1 } },
            upsert: true,
          },
        }));
        await model.bulkWrite(operations, { ordered: false }).catch(existsAlready);
      }
    },

    /** Records of a session in the order of their ids, after `cursor`. */
    page: (sessionId: string, cursor: string | undefined, limit: number) =>
      model.find(ofSession(sessionId, cursor)).sort({ _id: 1 }).limit(limit).lean<RecordDocument[]>(),

    /** What the live state needs of all records of a session. */
    allOfSession: (sessionId: string) =>
      model
        .find(ofSession(sessionId), {
          studentId: 1,
          roundNumber: 1,
          status: 1,
          method: 1,
          recordedAt: 1,
          verification: 1,
          rev: 1,
        })
        .lean<RecordDocument[]>(),
  };
}
