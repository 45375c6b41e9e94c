import { type Infra, startInfra } from '@rollcall/dev-infra';
import { Redis } from 'ioredis';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import type { RecordDocument } from '../src/store/records.ts';
import { createLiveState, type LiveState } from '../src/store/redis/live-state.ts';
import type { ScanQuestion } from '../src/store/redis/scan-decisions.ts';
import type { SessionDocument } from '../src/store/sessions.ts';

let infra: Infra;
let redis: Redis;
let live: LiveState;
const sessionId = '65f0c0ffee65f0c0ffee65f0';
const studentId = '65f0c0ffee65f0c0ffee65aa';
const stranger = '65f0c0ffee65f0c0ffee65bb';

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

async function* rosterOf(...studentIds: string[]) {
  yield studentIds;
}

async function load(change: Partial<SessionDocument> = {}, records: RecordDocument[] = []) {
  const session = {
    _id: sessionId,
    classId: '65f0c0ffee65f0c0ffee65cc',
    className: 'Physics',
    room: 'H1',
    status: 'active',
    startedAt: new Date(await live.nowMs()),
    closingAt: null,
    policy: { lateAfterMinutes: 5, rotationSeconds: 15, graceSeconds: 5 },
    ...change,
  } as SessionDocument;
  await live.load(session, 1, rosterOf(studentId), records, { present: 0, late: 0, absent: 0, excused: 0 });
  await live.rotate(sessionId, 1, { hash: 'first', sealed: 'sealed-first' }, false);
}

async function scan(change: Partial<ScanQuestion> = {}) {
  const tokenExpiresAtSeconds = Math.ceil((await live.nowMs()) / 1000) + 60;
  return live.decide({
    sessionId,
    roundNumber: 1,
    studentId,
    tokenHash: 'first',
    tokenExpiresAtSeconds,
    attempt: 'a',
    confirmedFor: undefined,
    ...change,
  });
}

function recordOf(change: Partial<RecordDocument> = {}): RecordDocument {
  return {
    _id: `${sessionId}.1.${studentId}`,
    sessionId,
    studentId,
    roundNumber: 1,
    status: 'present',
    method: 'qr',
    recordedAt: new Date(),
    rev: 1,
    ...change,
  } as RecordDocument;
}

describe('a scan', () => {
  it('is accepted as present with class and room, and is pending until it is stored', async () => {
    await load();
    expect(await scan()).toMatchObject({ kind: 'accepted', status: 'present', className: 'Physics', room: 'H1' });
    expect(await live.countPending(sessionId, 1)).toBe(1);
    expect((await live.snapshot(sessionId, 1))?.marks).toEqual([]);
    await live.storeMark(recordOf());
    expect(await live.countPending(sessionId, 1)).toBe(0);
    expect(await scan()).toMatchObject({ kind: 'already_stored', status: 'present' });
  });

  it('is late from the minute that the policy says', async () => {
    await load({ startedAt: new Date((await live.nowMs()) - 300_000) });
    expect(await scan()).toMatchObject({ kind: 'accepted', status: 'late' });
  });

  it('finds no live state after Redis was emptied', async () => {
    expect(await scan()).toEqual({ kind: 'no_live_state' });
  });

  it('is refused in the order of the contract', async () => {
    await load({ status: 'closing' });
    expect(await scan({ roundNumber: 2 })).toEqual({ kind: 'refused', code: 'session_not_active' });
    await load();
    expect(await scan({ roundNumber: 2, studentId: stranger })).toEqual({ kind: 'refused', code: 'round_not_active' });
    expect(await scan({ studentId: stranger, tokenHash: 'old' })).toMatchObject({ kind: 'not_on_roster' });
    expect(await scan({ tokenHash: 'old' })).toEqual({ kind: 'refused', code: 'token_expired' });
    expect(await scan({ tokenExpiresAtSeconds: 1 })).toEqual({ kind: 'refused', code: 'token_expired' });
  });

  it('gets in when the class has just confirmed the enrolment', async () => {
    await load();
    const confirmedFor = await live.rosterVersion(sessionId);
    expect(await scan({ studentId: stranger, confirmedFor })).toMatchObject({ kind: 'accepted' });
    expect(await live.isOnRoster(sessionId, stranger)).toBe(true);
  });

  it('takes over a pending one: same instant, and the first attempt can no longer undo it', async () => {
    await load();
    const first = await scan({ attempt: 'a' });
    const second = await scan({ attempt: 'b', tokenHash: 'old' });
    expect(second).toEqual(first);
    await live.undo(sessionId, 1, studentId, 'a');
    expect(await live.countPending(sessionId, 1)).toBe(1);
    await live.undo(sessionId, 1, studentId, 'b');
    expect(await live.countPending(sessionId, 1)).toBe(0);
  });

  it('replaces a stored absent, and an undo brings the absent back', async () => {
    await load();
    await live.storeMark(recordOf({ status: 'absent', method: 'manual' }));
    expect(await scan()).toMatchObject({ kind: 'accepted', status: 'present' });
    await live.undo(sessionId, 1, studentId, 'a');
    expect((await live.snapshot(sessionId, 1))?.marks).toMatchObject([{ studentId, status: 'absent' }]);
    await scan({ attempt: 'b' });
    const delta = await live.storeMark(recordOf({ rev: 2 }));
    expect(delta?.summary).toEqual({ present: 1, late: 0, absent: 0, excused: 0, total: 1 });
  });

  it('is refused from the closing instant on, which stays the same when asked twice', async () => {
    await load();
    const instant = await live.close(sessionId);
    expect(await live.close(sessionId)).toBe(instant);
    expect(await scan()).toEqual({ kind: 'refused', code: 'session_not_active' });
  });
});

describe('the roster', () => {
  const leave = (who = studentId) => live.leave(sessionId, who, [1]);
  const enter = async (who: string) => live.enter(sessionId, who, await live.rosterVersion(sessionId));
  const total = async () => (await live.summary(sessionId))?.total;

  it('loses who is removed, and the total with it', async () => {
    await load();
    await enter(stranger);
    await leave();
    expect(await scan()).toMatchObject({ kind: 'not_on_roster' });
    expect([await live.isOnRoster(sessionId, studentId), await total()]).toEqual([false, 1]);
  });

  it('keeps in the total who is removed with a mark, once, also when coming back', async () => {
    await load();
    await live.storeMark(recordOf());
    await leave();
    expect([await live.isOnRoster(sessionId, studentId), await total()]).toEqual([false, 1]);
    expect(await scan()).toMatchObject({ kind: 'already_stored' });
    expect(await live.snapshot(sessionId, 1)).toMatchObject({ summary: { present: 1, total: 1 } });
    expect(await enter(studentId)).toBe(true);
    expect([await live.isOnRoster(sessionId, studentId), await total()]).toEqual([true, 1]);
  });

  it('counts a mark that was pending at the removal when it is stored, and not when it is undone', async () => {
    await load();
    await scan();
    await leave();
    expect(await total()).toBe(0);
    expect(await scan({ attempt: 'b' })).toMatchObject({ kind: 'accepted' });
    expect(await live.storeMark(recordOf())).toMatchObject({ summary: { present: 1, total: 1 } });
    await load();
    await redis.del(`live:{${sessionId}}:marks:1`);
    await enter(studentId);
    await scan();
    await leave();
    await live.undo(sessionId, 1, studentId, 'a');
    expect(await total()).toBe(0);
    expect(await scan()).toMatchObject({ kind: 'not_on_roster' });
  });

  it('does not take in who was confirmed before a removal', async () => {
    await load();
    const confirmedFor = await live.rosterVersion(sessionId);
    await leave(stranger);
    expect(await scan({ studentId: stranger, confirmedFor })).toMatchObject({ kind: 'not_on_roster' });
    expect(await live.enter(sessionId, stranger, confirmedFor)).toBe(false);
  });

  it('does not hold who was removed while it was loaded', async () => {
    async function* rosterWithRemoval() {
      yield [studentId, stranger];
      await leave();
    }
    const session = { _id: sessionId, startedAt: new Date(), closingAt: null, status: 'active' } as SessionDocument;
    const policy = { lateAfterMinutes: 5, rotationSeconds: 15, graceSeconds: 5 };
    const none = { present: 0, late: 0, absent: 0, excused: 0 };
    await live.load({ ...session, policy, classId: 'c', className: 'x', room: null }, 1, rosterWithRemoval(), [], none);
    expect([await live.isOnRoster(sessionId, studentId), await total()]).toEqual([false, 1]);
  });
});

describe('stored marks', () => {
  it('count once and ignore older revisions', async () => {
    await load();
    await live.storeMark(recordOf({ status: 'present', rev: 1 }));
    const second = await live.storeMark(recordOf({ status: 'excused', rev: 3 }));
    expect(second).toMatchObject({ seq: 2, summary: { present: 0, excused: 1, total: 1 } });
    expect(await live.storeMark(recordOf({ status: 'present', rev: 2 }))).toBeUndefined();
    expect(await live.summary(sessionId)).toMatchObject({ present: 0, excused: 1 });
  });

  it('survive a rebuild from records under a new epoch', async () => {
    await load();
    const before = await live.snapshot(sessionId, 1);
    await redis.flushall();
    await live.load(
      {
        _id: sessionId,
        classId: 'c',
        className: 'x',
        room: null,
        status: 'active',
        startedAt: new Date(),
        closingAt: null,
        policy: { lateAfterMinutes: 5, rotationSeconds: 15, graceSeconds: 5 },
      } as SessionDocument,
      1,
      rosterOf(studentId, stranger),
      [recordOf()],
      { present: 1, late: 0, absent: 0, excused: 0 },
    );
    const after = await live.snapshot(sessionId, 1);
    expect(after?.epoch).not.toBe(before?.epoch);
    expect(after).toMatchObject({ marks: [{ studentId, status: 'present' }], summary: { present: 1, total: 2 } });
  });
});

describe('the code on the wall', () => {
  it('stays good for its grace after its successor came, and no longer', async () => {
    await load({ policy: { lateAfterMinutes: 5, rotationSeconds: 15, graceSeconds: 1 } });
    await live.rotate(sessionId, 1, { hash: 'second', sealed: 'sealed-second' }, false);
    expect(await scan({ tokenHash: 'second' })).toMatchObject({ kind: 'accepted' });
    await live.undo(sessionId, 1, studentId, 'a');
    expect(await scan({ tokenHash: 'first' })).toMatchObject({ kind: 'accepted' });
    await live.undo(sessionId, 1, studentId, 'a');
    await redis.hset(`live:{${sessionId}}:qr`, 'previousUntilMs', (await live.nowMs()) - 1);
    expect(await scan({ tokenHash: 'first' })).toEqual({ kind: 'refused', code: 'token_expired' });
  });

  it('is replaced on request only when it is overdue', async () => {
    await load();
    const kept = await live.rotate(sessionId, 1, { hash: 'second', sealed: 'sealed-second' }, true);
    expect(kept).toMatchObject({ rotated: false, sealed: 'sealed-first' });
    await redis.hset(`live:{${sessionId}}:qr`, 'issuedAtMs', (await live.nowMs()) - 15_001);
    expect(await live.rotate(sessionId, 1, { hash: 'second', sealed: 'sealed-second' }, true)).toMatchObject({
      rotated: true,
    });
  });

  it('is not drawn for a round that does not run', async () => {
    await load();
    expect(await live.rotate(sessionId, 2, { hash: 'x', sealed: 'x' }, false)).toBeUndefined();
    await live.close(sessionId);
    expect(await live.rotate(sessionId, 1, { hash: 'x', sealed: 'x' }, false)).toBeUndefined();
  });
});
