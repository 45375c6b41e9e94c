import type { RedisClient } from '@rollcall/service-kit';
import { createGatherer } from '../gatherer.ts';
import { liveKeys, typedCodeKey } from './keys.ts';
import { loadLua } from './load-lua.ts';

/** More than can be good at once: nine slots that change each second, with the longest grace. */
const REMEMBERED_CODES = 600;
/** Typed codes outlive the longest session by an hour. */
const KEEP_TYPED_SECONDS = 25 * 3_600;
/** By what part of its period a code may be replaced before it is due. The first job of a round comes at a random phase. */
const EARLY = { all: 1, due: 0, 'nearly-due': 0.5 } as const;
const DUE_KEY = 'wall:due';
/** What becomes due within so many ms is noted in one command: much sooner than a wall is looked after as overdue. */
const NOTE_MS = 50;
const MAX_NOTES = 1_000;

/** One code on the wall. */
export interface WallCode {
  rotated: boolean;
  sealed: string;
  issuedAtMs: number;
  dueAtMs: number;
}

export interface Wall {
  /** Redis' time. */
  nowMs: number;
  /** The typed code, encrypted; null when there is none. */
  typedSealed: string | null;
  /** By slot. */
  codes: WallCode[];
}

/** A code that may be put on the wall: what is kept of it. */
export interface NewCode {
  hash: string;
  sealed: string;
}

/** The codes on the wall. */
export function createWallCodes(redis: RedisClient) {
  const rotateCodes = loadLua(redis, 'rotate-codes');
  const notes = createGatherer<[dueAtMs: number, roundId: string], void>({
    gatherMs: NOTE_MS,
    maxItems: MAX_NOTES,
    atOnce: Number.POSITIVE_INFINITY,
    async run(batch) {
      await redis.zadd(DUE_KEY, ...batch.flat());
      return batch.map(() => undefined);
    },
  });

  return {
    /**
     * Puts new codes on the wall, one for each slot: in all of them, in those that are due, or also in those that are due in a
     * moment. Undefined when no such round is active.
     */
    async rotate(
      sessionId: string,
      roundNumber: number,
      which: 'all' | 'due' | 'nearly-due',
      codes: NewCode[],
    ): Promise<Wall | undefined> {
      const keys = liveKeys(sessionId);
      const answer = (await rotateCodes(
        [keys.meta, keys.wall, keys.codes, keys.issued],
        [roundNumber, EARLY[which], REMEMBERED_CODES, ...codes.flatMap(({ hash, sealed }) => [hash, sealed])],
      )) as string[];
      const [nowMs, typedSealed] = answer;
      if (nowMs === undefined) return undefined;
      return { nowMs: Number(nowMs), typedSealed: typedSealed || null, codes: readCodes(answer.slice(2)) };
    },

    /** Remembers when the wall of a round is due, for {@link overdueWalls}; in a moment, with what others note. */
    noteDue: (roundId: string, dueAtMs: number): Promise<void> => notes.add([dueAtMs, roundId]),

    async forgetDue(roundId: string): Promise<void> {
      await redis.zrem(DUE_KEY, roundId);
    },

    /** Rounds whose wall was due before `instantMs`, the longest overdue first. */
    overdueWalls: (instantMs: number, limit: number): Promise<string[]> =>
      redis.zrangebyscore(DUE_KEY, '-inf', instantMs, 'LIMIT', 0, limit),

    /** When the wall is due that is due first; undefined when none is. */
    async earliestDueMs(): Promise<number | undefined> {
      const [, dueAtMs] = await redis.zrange(DUE_KEY, '0', '0', 'WITHSCORES');
      return dueAtMs === undefined ? undefined : Number(dueAtMs);
    },

    /** Takes a typed code for a session; false when another session has it. */
    async claimTyped(sessionId: string, codeHash: string): Promise<boolean> {
      return (await redis.set(typedCodeKey(codeHash), sessionId, 'EX', KEEP_TYPED_SECONDS, 'NX')) === 'OK';
    },

    /** Makes a claimed code the one of its session; the one before is no longer good. */
    async putTyped(sessionId: string, code: NewCode): Promise<void> {
      const { meta } = liveKeys(sessionId);
      const before = await redis.hget(meta, 'typedHash');
      await redis.hset(meta, { typedHash: code.hash, typedSealed: code.sealed });
      if (before) await redis.del(typedCodeKey(before));
    },

    /** The session of a typed code. */
    sessionOfTyped: (codeHash: string): Promise<string | null> => redis.get(typedCodeKey(codeHash)),

    /** The round that runs, or ran last, by the live state; undefined without one. */
    async roundOf(sessionId: string): Promise<number | undefined> {
      const round = await redis.hget(liveKeys(sessionId).meta, 'round');
      return round === null ? undefined : Number(round);
    },
  };
}

function readCodes(fields: string[]): WallCode[] {
  const codes: WallCode[] = [];
  for (let at = 0; at < fields.length; at += 4) {
    const [rotated, sealed = '', issuedAtMs, dueAtMs] = fields.slice(at, at + 4);
    codes.push({ rotated: rotated === '1', sealed, issuedAtMs: Number(issuedAtMs), dueAtMs: Number(dueAtMs) });
  }
  return codes;
}
