import { randomUUID } from 'node:crypto';
import type { Summary } from '@rollcall/contracts';
import type { Redis } from 'ioredis';
import type { RecordDocument } from '../records.ts';
import type { SessionDocument } from '../sessions.ts';
import { liveKeys } from './keys.ts';
import { formatStored } from './marks.ts';

const KEEP_ENDED_SECONDS = 3_600;
const LOCK_MS = 15_000;
const CHUNK = 1_000;

/** How the live state of a session comes and goes. */
export function createLiveLoading(redis: Redis) {
  return {
    /** Runs `work` in one process at a time; false when another one is at it. */
    async withLock(sessionId: string, work: () => Promise<void>): Promise<boolean> {
      const { lock } = liveKeys(sessionId);
      const owner = randomUUID();
      if ((await redis.set(lock, owner, 'PX', LOCK_MS, 'NX')) !== 'OK') return false;
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
      await redis.del(keys.staging, keys.stagedMarked);
      for await (const studentIds of roster) if (studentIds.length > 0) await redis.sadd(keys.staging, ...studentIds);
      for (let start = 0; start < records.length; start += CHUNK) {
        const chunk = records.slice(start, start + CHUNK);
        await redis.sadd(keys.stagedMarked, ...chunk.map((record) => record.studentId));
        const ofRound = chunk.filter((record) => record.roundNumber === round);
        const marks = ofRound.map((record) => [record.studentId, formatStored(record)] as const);
        if (marks.length > 0) await redis.hset(keys.marks(round), Object.fromEntries(marks));
      }
      const commands = redis.multi();
      // Who was removed since the roster was asked for stays out.
      commands.sdiffstore(keys.roster, keys.staging, keys.left);
      commands.sdiffstore(keys.outsiders, keys.stagedMarked, keys.roster);
      commands.del(keys.staging, keys.stagedMarked);
      commands.hset(keys.meta, {
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
        removals: 0,
        ...summary,
      });
      for (const [error] of (await commands.exec()) ?? []) if (error) throw error;
    },

    /** Keeps an ended session's marks for a while, for retries of lost answers. */
    async retire(sessionId: string, roundNumber: number): Promise<void> {
      const keys = liveKeys(sessionId);
      const commands = redis.multi();
      if ((await redis.exists(keys.meta)) === 1) commands.hset(keys.meta, 'status', 'ended');
      for (const key of [keys.meta, keys.roster, keys.outsiders, keys.marks(roundNumber), keys.qr])
        commands.expire(key, KEEP_ENDED_SECONDS);
      await commands.exec();
    },
  };
}
