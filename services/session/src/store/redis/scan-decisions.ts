import type { AttendanceStatus, Summary } from '@rollcall/contracts';
import { AppError } from '@rollcall/service-kit';
import type { Redis } from 'ioredis';
import type { RecordDocument } from '../records.ts';
import { liveKeys } from './keys.ts';
import { loadLua } from './load-lua.ts';

/** How long a pending mark is waited for: longer than a write to MongoDB may take. */
const LEASE_MS = 3_000;

export type ScanRefusal = 'session_not_active' | 'round_not_active' | 'token_expired';

/** A scan that counts, or counted before. */
export interface Positive {
  kind: 'accepted' | 'already_stored';
  status: AttendanceStatus;
  atMs: number;
  classId: string;
  className: string;
  teacherName: string | null;
  room: string | null;
}

export type ScanVerdict =
  | Positive
  | { kind: 'no_live_state' }
  | { kind: 'not_on_roster'; rosterVersion: string }
  | { kind: 'refused'; code: ScanRefusal };

export interface ScanQuestion {
  sessionId: string;
  roundNumber: number;
  studentId: string;
  tokenHash: string;
  tokenExpiresAtSeconds: number;
  attempt: string;
  /** Of the answer `not_on_roster` after which the class said that the student is enrolled. */
  confirmedFor: string | undefined;
}

/** The place of one change in the stream of a session's changes, and the counts after it. */
export interface LiveDelta {
  epoch: string;
  seq: number;
  summary: Summary;
}

/** Everything that decides or changes a mark, each in one Lua call. */
export function createScanDecisions(redis: Redis) {
  const acceptScan = loadLua(redis, 'accept-scan');
  const storeMark = loadLua(redis, 'store-mark');
  const undoScan = loadLua(redis, 'undo-scan');
  const closeSession = loadLua(redis, 'close-session');

  return {
    /** Decides a scan; an accepted one is pending until {@link storeMark} or {@link undo}. */
    async decide(question: ScanQuestion): Promise<ScanVerdict> {
      const keys = liveKeys(question.sessionId);
      const answer = await acceptScan(
        [keys.meta, keys.roster, keys.marks(question.roundNumber), keys.qr, keys.outsiders],
        [
          question.studentId,
          question.roundNumber,
          question.tokenHash,
          question.tokenExpiresAtSeconds,
          question.attempt,
          LEASE_MS,
          question.confirmedFor ?? '',
        ],
      );
      return toVerdict(answer as string[]);
    },

    /** Takes a pending mark back after its write failed. */
    async undo(sessionId: string, roundNumber: number, studentId: string, attempt: string): Promise<void> {
      await undoScan([liveKeys(sessionId).marks(roundNumber)], [studentId, attempt]);
    },

    /** Takes in what MongoDB has; nothing when the live state is gone or newer. */
    async storeMark(record: RecordDocument): Promise<LiveDelta | undefined> {
      const keys = liveKeys(record.sessionId);
      const answer = (await storeMark(
        [keys.meta, keys.roster, keys.marks(record.roundNumber), keys.outsiders],
        [record.studentId, record.status, record.recordedAt.getTime(), record.method, record.rev],
      )) as [string, ...number[]] | [];
      const [epoch, seq = 0, present = 0, late = 0, absent = 0, excused = 0, total = 0] = answer;
      return epoch === undefined ? undefined : { epoch, seq, summary: { present, late, absent, excused, total } };
    },

    /** Refuses scans from now on; the closing instant, or undefined without live state. */
    async close(sessionId: string): Promise<number | undefined> {
      const closingAtMs = await closeSession([liveKeys(sessionId).meta], []);
      return closingAtMs === null ? undefined : Number(closingAtMs);
    },
  };
}

function toVerdict([verdict, status, atMs, classId, className, teacherName, room]: string[]): ScanVerdict {
  if (verdict === 'accepted' || verdict === 'already_stored') {
    return {
      kind: verdict,
      status: status as AttendanceStatus,
      atMs: Number(atMs),
      classId: classId ?? '',
      className: className ?? '',
      teacherName: teacherName || null,
      room: room || null,
    };
  }
  if (verdict === 'no_live_state') return { kind: verdict };
  if (verdict === 'not_on_roster') return { kind: verdict, rosterVersion: status ?? '' };
  if (verdict === undefined) throw new AppError('internal');
  return { kind: 'refused', code: verdict as ScanRefusal };
}
