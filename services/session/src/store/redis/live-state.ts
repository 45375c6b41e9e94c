import { randomUUID } from 'node:crypto';
import type { AttendanceStatus, Change, Summary } from '@rollcall/contracts';
import { AppError, loadScript } from '@rollcall/service-kit';
import type { Redis } from 'ioredis';
import type { RecordDocument } from '../records.ts';
import type { SessionDocument } from '../sessions.ts';
import { liveKeys } from './keys.ts';
import { formatStored, type Mark, parseMark } from './marks.ts';

/** How long a pending mark is waited for: longer than a write to MongoDB may take. */
const LEASE_MS = 3_000;
const KEEP_ENDED_SECONDS = 3_600;
const CHUNK = 1_000;

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
  | { kind: 'no_live_state' | 'not_on_roster' }
  | { kind: 'refused'; code: ScanRefusal };

export interface ScanQuestion {
  sessionId: string;
  roundNumber: number;
  studentId: string;
  tokenHash: string;
  tokenExpiresAtSeconds: number;
  attempt: string;
  enrolmentConfirmed: boolean;
}

/** The place of one change in the stream of a session's changes, and the counts after it. */
export interface LiveDelta {
  epoch: string;
  seq: number;
  summary: Summary;
}

export interface LiveSnapshot {
  epoch: string;
  seq: number;
  roundNumber: number;
  marks: Change[];
  summary: Summary;
}

export interface WallCode {
  rotated: boolean;
  sealed: string;
  issuedAtMs: number;
  dueAtMs: number;
}

export type LiveState = ReturnType<typeof createLiveState>;

/** The live state of sessions in Redis. All of it can be lost at any moment and is rebuilt from MongoDB. */
export function createLiveState(redis: Redis) {
  const script = (name: string) => loadScript(redis, name, new URL(`${name}.lua`, import.meta.url));
  const acceptScan = script('accept-scan');
  const storeMark = script('store-mark');
  const undoScan = script('undo-scan');
  const closeSession = script('close-session');
  const rotateCode = script('rotate-code');

  return {
    /** Redis' clock, the only one that decides: ms since the epoch. */
    async nowMs(): Promise<number> {
      const [seconds, microseconds] = await redis.time();
      return Number(seconds) * 1000 + Math.floor(Number(microseconds) / 1000);
    },

    exists: async (sessionId: string) => (await redis.exists(liveKeys(sessionId).meta)) === 1,

    /** When a session was closed for scans: 0 while it is not, undefined without live state. */
    async closingAtMs(sessionId: string): Promise<number | undefined> {
      const closingAtMs = await redis.hget(liveKeys(sessionId).meta, 'closingAtMs');
      return closingAtMs === null ? undefined : Number(closingAtMs);
    },

    isOnRoster: async (sessionId: string, studentId: string) =>
      (await redis.sismember(liveKeys(sessionId).roster, studentId)) === 1,

    /** Adds a student while there is live state; without it the roster is read anew anyway. */
    async addToRoster(sessionId: string, studentId: string): Promise<void> {
      const keys = liveKeys(sessionId);
      if ((await redis.exists(keys.meta)) === 1) await redis.sadd(keys.roster, studentId);
    },

    /** Decides a scan; an accepted one is pending until {@link storeMark} or {@link undo}. */
    async decide(question: ScanQuestion): Promise<ScanVerdict> {
      const keys = liveKeys(question.sessionId);
      const answer = await acceptScan(
        [keys.meta, keys.roster, keys.marks(question.roundNumber), keys.qr],
        [
          question.studentId,
          question.roundNumber,
          question.tokenHash,
          question.tokenExpiresAtSeconds,
          question.attempt,
          LEASE_MS,
          question.enrolmentConfirmed ? '1' : '0',
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
        [keys.meta, keys.roster, keys.marks(record.roundNumber)],
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

    /** Marks of a round that wait for MongoDB and whose lease is not over. */
    async countPending(sessionId: string, roundNumber: number): Promise<number> {
      const [marks, nowMs] = await Promise.all([redis.hvals(liveKeys(sessionId).marks(roundNumber)), this.nowMs()]);
      return marks.map(parseMark).filter((mark) => mark.kind === 'pending' && mark.leaseUntilMs > nowMs).length;
    },

    /** Keeps an ended session's marks for a while, for retries of lost answers. */
    async retire(sessionId: string, roundNumber: number): Promise<void> {
      const keys = liveKeys(sessionId);
      const commands = redis.multi();
      if (await this.exists(sessionId)) commands.hset(keys.meta, 'status', 'ended');
      for (const key of [keys.meta, keys.roster, keys.marks(roundNumber), keys.qr])
        commands.expire(key, KEEP_ENDED_SECONDS);
      await commands.exec();
    },

    /** Puts a new code on the wall (with `onlyIfDue`: unless the current one is good); undefined when no such round is active. */
    async rotate(
      sessionId: string,
      roundNumber: number,
      code: { hash: string; sealed: string },
      onlyIfDue: boolean,
    ): Promise<WallCode | undefined> {
      const keys = liveKeys(sessionId);
      const answer = (await rotateCode(
        [keys.meta, keys.qr],
        [roundNumber, code.hash, code.sealed, onlyIfDue ? '1' : '0'],
      )) as string[];
      const [rotated, sealed, issuedAtMs, dueAtMs] = answer;
      if (sealed === undefined) return undefined;
      return { rotated: rotated === '1', sealed, issuedAtMs: Number(issuedAtMs), dueAtMs: Number(dueAtMs) };
    },

    async summary(sessionId: string): Promise<Summary | undefined> {
      const keys = liveKeys(sessionId);
      const [counts, total] = await Promise.all([
        redis.hmget(keys.meta, 'epoch', 'present', 'late', 'absent', 'excused'),
        redis.scard(keys.roster),
      ]);
      const [epoch, present, late, absent, excused] = counts;
      if (epoch === null) return undefined;
      return { present: Number(present), late: Number(late), absent: Number(absent), excused: Number(excused), total };
    },

    /**
     * The state at one instant, stored marks only; undefined when it is gone. With `onlyOf` the mark of that student alone,
     * because a whole hall may ask at once.
     */
    async snapshot(sessionId: string, roundNumber: number, onlyOf?: string): Promise<LiveSnapshot | undefined> {
      const keys = liveKeys(sessionId);
      const commands = redis.multi().hgetall(keys.meta).scard(keys.roster);
      if (onlyOf === undefined) commands.hgetall(keys.marks(roundNumber));
      else commands.hget(keys.marks(roundNumber), onlyOf);
      const [meta, total, found] = ((await commands.exec()) ?? []).map(([error, value]) => {
        if (error) throw error;
        return value;
      }) as [Record<string, string>, number, Record<string, string> | string | null];
      const marks = typeof found === 'string' ? { [onlyOf ?? '']: found } : (found ?? {});
      if (!meta?.epoch) return undefined;
      const number = (name: string) => Number(meta[name] ?? 0);
      return {
        epoch: meta.epoch,
        seq: number('seq'),
        roundNumber,
        marks: Object.entries(marks)
          .map(([studentId, text]) => toChange(studentId, roundNumber, parseMark(text)))
          .filter((change) => change !== undefined),
        summary: {
          present: number('present'),
          late: number('late'),
          absent: number('absent'),
          excused: number('excused'),
          total,
        },
      };
    },

    /** Runs `work` in one process at a time; false when another one is at it. */
    async withLock(sessionId: string, work: () => Promise<void>): Promise<boolean> {
      const { lock } = liveKeys(sessionId);
      const owner = randomUUID();
      if ((await redis.set(lock, owner, 'PX', 15_000, 'NX')) !== 'OK') return false;
      try {
        await work();
      } finally {
        if ((await redis.get(lock)) === owner) await redis.del(lock);
      }
      return true;
    },

    /** Builds the state of a session from its roster and records: a new epoch. Under {@link withLock}. */
    async load(
      session: SessionDocument,
      round: number,
      roster: AsyncIterable<string[]>,
      records: RecordDocument[],
      summary: Omit<Summary, 'total'>,
    ): Promise<void> {
      const keys = liveKeys(session._id);
      await redis.del(keys.staging);
      for await (const studentIds of roster) if (studentIds.length > 0) await redis.sadd(keys.staging, ...studentIds);
      const ofRound = records.filter((record) => record.roundNumber === round);
      for (let start = 0; start < ofRound.length; start += CHUNK) {
        const chunk = ofRound.slice(start, start + CHUNK);
        await redis.sadd(keys.staging, ...chunk.map((record) => record.studentId));
        await redis.hset(
          keys.marks(round),
          Object.fromEntries(chunk.map((record) => [record.studentId, formatStored(record)])),
        );
      }
      if ((await redis.exists(keys.staging)) === 1) await redis.rename(keys.staging, keys.roster);
      await redis.hset(keys.meta, {
        status: session.status,
        round,
        classId: session.classId,
        className: session.className,
        teacherName: session.teacherName ?? '',
        room: session.room ?? '',
        lateAtMs: session.startedAt.getTime() + session.policy.lateAfterMinutes * 60_000,
        rotationMs: session.policy.rotationSeconds * 1000,
        graceMs: session.policy.graceSeconds * 1000,
        closingAtMs: session.closingAt?.getTime() ?? 0,
        epoch: randomUUID(),
        seq: 0,
        ...summary,
      });
    },
  };
}

function toChange(studentId: string, roundNumber: number, mark: Mark): Change | undefined {
  if (mark.kind === 'pending') return undefined;
  const { status, method, atMs } = mark;
  return {
    studentId,
    roundNumber,
    status,
    verification: 'confirmed',
    method,
    recordedAt: new Date(atMs).toISOString(),
  };
}

const plainVerdicts = ['no_live_state', 'not_on_roster'] as const;

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
  const plain = plainVerdicts.find((one) => one === verdict);
  if (plain) return { kind: plain };
  if (verdict === undefined) throw new AppError('internal');
  return { kind: 'refused', code: verdict as ScanRefusal };
}
