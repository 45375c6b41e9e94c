import { randomUUID } from 'node:crypto';
import type { RedisClient } from '@rollcall/service-kit';
import { lateAtMs } from '../../domain/rounds.ts';
import { countsAs, summarise } from '../../domain/status.ts';
import type { RecordDocument } from '../records.ts';
import type { SessionDocument } from '../sessions.ts';
import { readClockMs } from './clock.ts';
import { liveKeys } from './keys.ts';
import { formatStored } from './marks.ts';

const KEEP_ENDED_SECONDS = 3_600;
const LOCK_MS = 15_000;
const CHUNK = 1_000;

/** What the live state of a session is built from. */
export interface LiveSource {
  session: SessionDocument;
  roster: AsyncIterable<string[]>;
  records: RecordDocument[];
  /** The bound device of each student who has one, as text, page by page; undefined while the policy does not ask. */
  devices?: AsyncIterable<[studentId: string, device: string][]> | undefined;
  /** Which device has marked whom, the first first. */
  deviceUses?: [device: string, studentId: string][];
}

/** How the live state of a session comes and goes. */
export function createLiveLoading(redis: RedisClient) {
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

    /** Whether the caller has the next turn of something that one process does at a time; another turn begins after `ms`. */
    async takeTurn(name: string, ms: number): Promise<boolean> {
      return (await redis.set(name, '1', 'PX', ms, 'NX')) === 'OK';
    },

    /** Builds the state of a session from its roster and records: a new epoch. Under {@link withLock}. */
    async load({ session, roster, records, devices, deviceUses = [] }: LiveSource): Promise<void> {
      const keys = liveKeys(session._id);
      await redis.del(keys.staging, keys.stagedMarked);
      for await (const studentIds of roster) if (studentIds.length > 0) await redis.sadd(keys.staging, ...studentIds);
      if (devices) {
        for await (const page of devices) if (page.length > 0) await redis.hset(keys.devices, Object.fromEntries(page));
      }
      if (deviceUses.length > 0) await redis.hset(keys.deviceUsers, usersOf(deviceUses));
      for (let start = 0; start < records.length; start += CHUNK) {
        const chunk = records.slice(start, start + CHUNK);
        await redis.sadd(keys.stagedMarked, ...chunk.map((record) => record.studentId));
        for (const [roundNumber, ofRound] of Map.groupBy(chunk, (record) => record.roundNumber)) {
          const marks = ofRound.map((record) => [record.studentId, formatStored(record)]);
          await redis.hset(keys.marks(roundNumber), Object.fromEntries(marks));
        }
      }
      const loadedAtMs = await readClockMs(redis);
      const commands = redis.multi();
      // Who was removed since the roster was asked for stays out.
      commands.sdiffstore(keys.roster, keys.staging, keys.left);
      commands.sdiffstore(keys.outsiders, keys.stagedMarked, keys.roster);
      commands.del(keys.staging, keys.stagedMarked);
      commands.hset(keys.meta, metaOf(session, records, loadedAtMs));
      for (const [error] of (await commands.exec()) ?? []) if (error) throw error;
    },

    /** Keeps an ended session's marks for a while, for retries of lost answers. */
    async retire(sessionId: string, roundNumbers: number[]): Promise<void> {
      const keys = liveKeys(sessionId);
      const commands = redis.multi();
      if ((await redis.exists(keys.meta)) === 1) commands.hset(keys.meta, 'status', 'ended');
      for (const key of [keys.meta, keys.roster, keys.outsiders, ...roundNumbers.map(keys.marks)])
        commands.expire(key, KEEP_ENDED_SECONDS);
      commands.del(keys.wall, keys.codes, keys.issued, keys.devices, keys.deviceUsers);
      await commands.exec();
    },
  };
}

/** As accept-scans.lua keeps them: the first student, with a + behind once there was another one. */
function usersOf(deviceUses: [device: string, studentId: string][]): Map<string, string> {
  const users = new Map<string, string>();
  for (const [device, studentId] of deviceUses) {
    const [first = studentId] = users.get(device)?.split('+') ?? [];
    const isShared = first !== studentId || users.get(device)?.endsWith('+');
    users.set(device, isShared ? `${first}+` : first);
  }
  return users;
}

function metaOf(session: SessionDocument, records: RecordDocument[], loadedAtMs: number) {
  const { policy } = session;
  const round = session.rounds.at(-1);
  const current = records.filter((record) => record.roundNumber === round?.roundNumber);
  const { total: _, ...counts } = summarise(current.map(countsAs), 0);
  const { geofence } = policy;
  const judgesLocation = geofence !== null && geofence.policy !== 'off';
  return {
    status: session.status,
    round: round?.roundNumber ?? 0,
    roundActive: round && round.endsAt === null ? 1 : 0,
    roundEndedAtMs: round?.endsAt?.getTime() ?? 0,
    lateAtMs: round ? lateAtMs(round, policy) : 0,
    endsAtMs: session.endsAt?.getTime() ?? 0,
    closingAtMs: session.closingAt?.getTime() ?? 0,
    classId: session.classId,
    className: session.className,
    courseName: session.courseName ?? '',
    teacherName: session.teacherName ?? '',
    room: session.room ?? '',
    mode: policy.mode,
    slots: policy.slots,
    rotationMs: policy.rotationSeconds * 1000,
    graceMs: policy.graceSeconds * 1000,
    typedCode: policy.typedCode,
    device: policy.device,
    geofence: judgesLocation ? JSON.stringify(geofence) : '',
    judges: judgesLocation || policy.device !== 'off' ? 1 : 0,
    epoch: randomUUID(),
    loadedAtMs,
    seq: 0,
    removals: 0,
    ...counts,
  };
}
