import type { Summary } from '@rollcall/contracts';
import type { RedisClient } from '@rollcall/service-kit';
import type { RecordDocument } from '../records.ts';
import { liveKeys } from './keys.ts';
import { loadLua } from './load-lua.ts';

/** A script must not take long, and Lua unpacks a few thousand values at most. */
const CHUNK = 500;

/** The place of changes in the stream of a session's changes, and the counts after them. */
export interface LiveDelta {
  epoch: string;
  /** Of the first and of the last change. */
  fromSeq: number;
  seq: number;
  summary: Summary;
  /** Those that changed something: the others were in the live state, or something newer was. */
  records: RecordDocument[];
}

/** What MongoDB has stored becomes true for the boards. */
export function createLiveMarks(redis: RedisClient) {
  const storeMarks = loadLua(redis, 'store-marks');

  async function storeChunk(
    sessionId: string,
    roundNumber: number,
    records: RecordDocument[],
  ): Promise<LiveDelta | undefined> {
    const keys = liveKeys(sessionId);
    const marks = records.flatMap((record) => [
      record.studentId,
      record.status,
      record.recordedAt.getTime(),
      record.method,
      record.rev,
      record.verification,
    ]);
    const answer = (await storeMarks(
      [keys.meta, keys.roster, keys.marks(roundNumber), keys.outsiders],
      [roundNumber, records.length, ...marks],
    )) as [string, number, number, number, number, number, number, number, string] | [];
    if (answer.length === 0) return undefined;
    const [epoch, before, seq, present, late, absent, excused, total, applied] = answer;
    const changed = records.filter((_, index) => applied[index] === '1');
    const summary = { present, late, absent, excused, total };
    return { epoch, fromSeq: before + 1, seq, summary, records: changed };
  }

  return {
    /** Takes in records of one round; a delta for each chunk that changed something, none without live state. */
    async storeMarks(sessionId: string, roundNumber: number, records: RecordDocument[]): Promise<LiveDelta[]> {
      const deltas: LiveDelta[] = [];
      for (let start = 0; start < records.length; start += CHUNK) {
        const delta = await storeChunk(sessionId, roundNumber, records.slice(start, start + CHUNK));
        if (delta && delta.records.length > 0) deltas.push(delta);
      }
      return deltas;
    },
  };
}
