import type { Change, Summary } from '@rollcall/contracts';
import type { RedisClient } from '@rollcall/service-kit';
import { readClockMs } from './clock.ts';
import { liveKeys } from './keys.ts';
import { type Mark, parseMark } from './marks.ts';

export interface LiveSnapshot {
  epoch: string;
  seq: number;
  roundNumber: number;
  marks: Change[];
  summary: Summary;
}

export interface LiveProgress {
  roundNumber: number;
  isRoundActive: boolean;
  /** When it was closed for scans: 0 while it is not. */
  closingAtMs: number;
  /** When the round was ended for scans, if it was. */
  roundEndedAtMs: number;
}

/** What can be asked of the live state. */
export function createLiveReadings(redis: RedisClient) {
  return {
    exists: async (sessionId: string) => (await redis.exists(liveKeys(sessionId).meta)) === 1,

    /** How far a session has come by the live state; undefined without it. */
    async progress(sessionId: string): Promise<LiveProgress | undefined> {
      const [round, roundActive, closingAtMs, roundEndedAtMs] = await redis.hmget(
        liveKeys(sessionId).meta,
        'round',
        'roundActive',
        'closingAtMs',
        'roundEndedAtMs',
      );
      if (round === null) return undefined;
      return {
        roundNumber: Number(round),
        isRoundActive: roundActive === '1',
        closingAtMs: Number(closingAtMs),
        roundEndedAtMs: Number(roundEndedAtMs),
      };
    },

    /** How far the changes of a session have come; undefined without a live state. */
    async position(sessionId: string): Promise<Pick<LiveSnapshot, 'epoch' | 'seq'> | undefined> {
      const [epoch, seq] = await redis.hmget(liveKeys(sessionId).meta, 'epoch', 'seq');
      return epoch ? { epoch, seq: Number(seq) } : undefined;
    },

    isOnRoster: async (sessionId: string, studentId: string) =>
      (await redis.sismember(liveKeys(sessionId).roster, studentId)) === 1,

    /** Whether a device has marked two students of a session. */
    isDeviceShared: async (sessionId: string, device: string) =>
      (await redis.hget(liveKeys(sessionId).deviceUsers, device))?.endsWith('+') ?? false,

    /** Marks of a round that wait for MongoDB and whose lease is not over. */
    async countPending(sessionId: string, roundNumber: number): Promise<number> {
      const [marks, nowMs] = await Promise.all([
        redis.hvals(liveKeys(sessionId).marks(roundNumber)),
        readClockMs(redis),
      ]);
      return marks.map(parseMark).filter((mark) => mark.kind === 'pending' && mark.leaseUntilMs > nowMs).length;
    },

    async summary(sessionId: string): Promise<Summary | undefined> {
      const keys = liveKeys(sessionId);
      const [counts, onRoster, outsiders] = await Promise.all([
        redis.hmget(keys.meta, 'epoch', 'present', 'late', 'absent', 'excused'),
        redis.scard(keys.roster),
        redis.scard(keys.outsiders),
      ]);
      const total = onRoster + outsiders;
      const [epoch, present, late, absent, excused] = counts;
      if (epoch === null) return undefined;
      return { present: Number(present), late: Number(late), absent: Number(absent), excused: Number(excused), total };
    },

    /** The state at one instant, stored marks only; undefined when it is gone. */
    async snapshot(sessionId: string, roundNumber: number): Promise<LiveSnapshot | undefined> {
      const keys = liveKeys(sessionId);
      const commands = redis.multi().hgetall(keys.meta).scard(keys.roster).scard(keys.outsiders);
      commands.hgetall(keys.marks(roundNumber));
      const [meta, onRoster, outsiders, marks] = ((await commands.exec()) ?? []).map(([error, value]) => {
        if (error) throw error;
        return value;
      }) as [Record<string, string>, number, number, Record<string, string>];
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
          total: onRoster + outsiders,
        },
      };
    },
  };
}

function toChange(studentId: string, roundNumber: number, mark: Mark): Change | undefined {
  if (mark.kind === 'pending') return undefined;
  const { status, verification, method, atMs } = mark;
  return {
    studentId,
    roundNumber,
    status,
    verification,
    method,
    recordedAt: new Date(atMs).toISOString(),
  };
}
