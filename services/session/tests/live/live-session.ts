import type { SessionPolicy } from '@rollcall/contracts';
import { type Infra, startInfra } from '@rollcall/dev-infra';
import { Redis } from 'ioredis';
import { afterAll, beforeAll, beforeEach } from 'vitest';
import { defaultPolicy } from '../../src/domain/policy.ts';
import type { RecordDocument } from '../../src/store/records.ts';
import { createLiveState, type LiveState } from '../../src/store/redis/live-state.ts';
import type { ScanQuestion } from '../../src/store/redis/scan-decisions.ts';
import type { SessionDocument } from '../../src/store/sessions.ts';

export const sessionId = '65f0c0ffee65f0c0ffee65f0';
export const studentId = '65f0c0ffee65f0c0ffee65aa';
export const stranger = '65f0c0ffee65f0c0ffee65bb';
export const meta = `live:{${sessionId}}:meta`;

export type LiveTest = ReturnType<typeof useLiveState>;

/** The live state of one session on a real Redis that is empty before each test. */
export function useLiveState() {
  let infra: Infra;
  let redis: Redis;
  let live: LiveState;
  beforeAll(async () => {
    infra = await startInfra({ servers: ['redis'], provider: 'local' });
    redis = new Redis(infra.redis.url);
    live = createLiveState(redis);
  });
  afterAll(async () => {
    redis?.disconnect();
    await infra?.stop();
  });
  beforeEach(() => redis.flushall());

  async function* pages<Item>(...items: Item[]) {
    yield items;
  }

  return {
    get redis() {
      return redis;
    },
    get live() {
      return live;
    },

    /** Loads a session of one student with the code `first` on its wall. */
    async load(
      change: Omit<Partial<SessionDocument>, 'policy'> & { policy?: Partial<SessionPolicy> } = {},
      more: { records?: RecordDocument[]; roster?: string[]; devices?: [string, string][] } = {},
    ) {
      const startsAt = change.startedAt ?? new Date(await live.nowMs());
      const { records = [], roster = [studentId], devices } = more;
      const session = {
        _id: sessionId,
        classId: '65f0c0ffee65f0c0ffee65cc',
        className: 'Physics',
        courseName: null,
        teacherName: 'Ada',
        room: 'H1',
        status: 'active',
        startedAt: startsAt,
        endsAt: null,
        closingAt: null,
        rounds: [{ roundNumber: 1, startsAt, endsAt: null }],
        ...change,
        policy: { ...defaultPolicy({ rotationSeconds: 15, graceSeconds: 5 }), ...change.policy },
      } as SessionDocument;
      const source = { session, roster: pages(...roster), records, devices: devices && pages(...devices) };
      await live.load(source);
      // As if it had never been lost: codes that it does not know are none.
      await redis.hset(meta, 'loadedAtMs', 0);
      await live.rotate(sessionId, 1, 'all', [codeNamed('first')]);
    },

    /** A question about the code `first`, minted now. */
    async question(change: Partial<ScanQuestion> = {}): Promise<ScanQuestion> {
      return {
        sessionId,
        roundNumber: 1,
        studentId,
        shown: await shown('first'),
        attempt: 'a',
        ...change,
      };
    },

    /** The verdict about a scan, without what all scans of the session are told. */
    async scan(change: Partial<ScanQuestion> = {}) {
      const verdict = await live.decide(await this.question(change));
      const { facts: _, ...rest } = { facts: undefined, ...verdict };
      return rest;
    },

    /** What is shown: a token of this hash that was minted so long ago. */
    shown,
  };

  async function shown(tokenHash: string, ageMs = 0) {
    // Of 15 s periods and 5 s of grace: see rotateWall.
    const mintedAtSeconds = Math.floor(((await live.nowMs()) - ageMs) / 1000);
    return { tokenHash, expiresAtSeconds: mintedAtSeconds + 3 * 15 + 5 };
  }
}

export function codeNamed(hash: string) {
  return { hash, sealed: `sealed-${hash}` };
}

export function recordOf(change: Partial<RecordDocument> = {}): RecordDocument {
  const { studentId: student = studentId, roundNumber = 1 } = change;
  return {
    _id: `${sessionId}.${roundNumber}.${student}`,
    sessionId,
    studentId: student,
    roundNumber,
    status: 'present',
    verification: 'confirmed',
    method: 'qr',
    recordedAt: new Date(),
    rev: 1,
    ...change,
  } as RecordDocument;
}

export const refused = (code: string, waitMs = 0) => ({ kind: 'refused', code, waitMs });
