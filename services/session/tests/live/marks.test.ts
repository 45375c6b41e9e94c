import { describe, expect, it } from 'vitest';
import { recordOf, refused, sessionId, stranger, studentId, useLiveState } from './live-session.ts';

const test = useLiveState();
const { load, scan, question } = { ...test, scan: test.scan.bind(test), question: test.question.bind(test) };
const store = async (...records: ReturnType<typeof recordOf>[]) =>
  (await test.live.storeMarks(sessionId, records[0]?.roundNumber ?? 1, records))[0];

describe('stored marks', () => {
  it('count once and ignore older revisions', async () => {
    await load();
    expect(await store(recordOf())).toMatchObject({ fromSeq: 1, seq: 1 });
    const second = await store(recordOf({ status: 'excused', rev: 3 }));
    expect(second).toMatchObject({ fromSeq: 2, seq: 2, summary: { present: 0, excused: 1, total: 1 } });
    expect(await store(recordOf({ rev: 2 }))).toBeUndefined();
    expect(await test.live.summary(sessionId)).toMatchObject({ present: 0, excused: 1 });
  });

  it('of a batch are one step of the counters and of the sequence, those that change nothing left out', async () => {
    const students = Array.from({ length: 1_200 }, (_, index) => `b${index.toString(16).padStart(23, '0')}`);
    await load({}, { roster: students });
    const records = students.map((one) => recordOf({ studentId: one }));
    await store(...records.slice(0, 3));
    const deltas = await test.live.storeMarks(sessionId, 1, records);
    expect(deltas.map((delta) => [delta.fromSeq, delta.seq, delta.records.length])).toEqual([
      [4, 500, 497],
      [501, 1_000, 500],
      [1_001, 1_200, 200],
    ]);
    expect(await test.live.summary(sessionId)).toMatchObject({ present: 1_200, total: 1_200 });
  });

  it('that were rejected count as absent', async () => {
    await load();
    await store(recordOf({ status: 'late', verification: 'flagged' }));
    expect(await store(recordOf({ status: 'late', verification: 'rejected', rev: 2 }))).toMatchObject({
      summary: { late: 0, absent: 1, total: 1 },
    });
    expect((await test.live.snapshot(sessionId, 1))?.marks).toMatchObject([
      { status: 'late', verification: 'rejected' },
    ]);
    expect(await store(recordOf({ status: 'excused', rev: 3 }))).toMatchObject({
      summary: { absent: 0, excused: 1 },
    });
  });

  it('survive a rebuild from records under a new epoch, of all rounds, counters of the last', async () => {
    await load();
    const before = await test.live.snapshot(sessionId, 1);
    await test.redis.flushall();
    const startsAt = new Date();
    const rounds = [
      { roundNumber: 1, startsAt, endsAt: startsAt },
      { roundNumber: 2, startsAt, endsAt: null },
    ];
    const records = [recordOf({ status: 'late' }), recordOf({ roundNumber: 2, verification: 'flagged' })];
    await load({ rounds }, { records, roster: [studentId, stranger] });
    const after = await test.live.snapshot(sessionId, 2);
    expect(after?.epoch).not.toBe(before?.epoch);
    expect(after).toMatchObject({
      marks: [{ studentId, status: 'present', verification: 'flagged' }],
      summary: { present: 1, late: 0, total: 2 },
    });
    expect((await test.live.snapshot(sessionId, 1))?.marks).toMatchObject([{ status: 'late' }]);
  });
});

describe('the next round', () => {
  it('has its own marks, counters and epoch; what was on its way belongs to the one before', async () => {
    await load();
    await scan();
    const before = await test.live.snapshot(sessionId, 1);
    const endedAtMs = await test.live.endRound(sessionId, 1);
    expect(await test.live.endRound(sessionId, 1)).toBe(endedAtMs);
    expect(await scan({ studentId: stranger })).toEqual(refused('round_not_active'));
    expect(await test.live.openRound(sessionId, 2, Date.now() + 60_000)).toBe(true);
    expect(await store(recordOf())).toMatchObject({ summary: { present: 0 } });
    const after = await test.live.snapshot(sessionId, 2);
    expect(after?.epoch).not.toBe(before?.epoch);
    expect(after).toMatchObject({ marks: [], summary: { present: 0, total: 1 } });
    expect(await test.live.openRound(sessionId, 1, 0)).toBe(false);
  });

  it('has an empty wall: codes of the one before are not good in it', async () => {
    await load();
    await test.live.openRound(sessionId, 2, Date.now() + 60_000);
    expect(await scan()).toEqual(refused('round_not_active'));
    expect(await scan({ roundNumber: 2 })).toEqual(refused('token_expired'));
  });

  it('is the same again when it was ended and is opened once more', async () => {
    await load();
    await store(recordOf());
    await test.live.endRound(sessionId, 1);
    expect(await test.live.openRound(sessionId, 1, 0)).toBe(true);
    expect(await test.live.snapshot(sessionId, 1)).toMatchObject({ summary: { present: 1 } });
    expect(await scan()).toMatchObject({ kind: 'already_stored' });
  });
});

describe('the roster', () => {
  const leave = (who = studentId) => test.live.leave(sessionId, who, [1]);
  const enter = async (who: string) => test.live.enter(sessionId, who, await test.live.rosterVersion(sessionId));
  const total = async () => (await test.live.summary(sessionId))?.total;
  const isOn = () => test.live.isOnRoster(sessionId, studentId);

  it('loses who is removed, and the total with it', async () => {
    await load();
    await enter(stranger);
    await leave();
    expect(await scan()).toMatchObject({ kind: 'not_on_roster' });
    expect([await isOn(), await total()]).toEqual([false, 1]);
  });

  it('keeps in the total who is removed with a mark, once, also when coming back', async () => {
    await load();
    await store(recordOf());
    await leave();
    expect([await isOn(), await total()]).toEqual([false, 1]);
    expect(await scan()).toMatchObject({ kind: 'already_stored' });
    expect(await test.live.snapshot(sessionId, 1)).toMatchObject({ summary: { present: 1, total: 1 } });
    expect(await enter(studentId)).toBe(true);
    expect([await isOn(), await total()]).toEqual([true, 1]);
  });

  it('counts a mark that was pending at the removal when it is stored, and not when it is undone', async () => {
    await load();
    await scan();
    await leave();
    expect(await total()).toBe(0);
    expect(await scan({ attempt: 'b' })).toMatchObject({ kind: 'accepted' });
    expect(await store(recordOf())).toMatchObject({ summary: { present: 1, total: 1 } });
    await load();
    await test.redis.del(`live:{${sessionId}}:marks:1`);
    await enter(studentId);
    await scan();
    await leave();
    await test.live.undo(await question());
    expect(await total()).toBe(0);
    expect(await scan()).toMatchObject({ kind: 'not_on_roster' });
  });

  it('counts a change of the total in its sequence, and nothing that changes none', async () => {
    await load();
    const seq = async () => (await test.live.position(sessionId))?.seq;
    const before = (await seq()) ?? 0;
    await enter(studentId);
    await leave(stranger);
    expect(await seq()).toBe(before);
    await enter(stranger);
    expect(await seq()).toBe(before + 1);
    await leave(stranger);
    await leave(stranger);
    expect(await seq()).toBe(before + 2);
  });

  it('does not take in who was confirmed before a removal', async () => {
    await load();
    const confirmedFor = await test.live.rosterVersion(sessionId);
    await leave(stranger);
    expect(await scan({ studentId: stranger, confirmedFor })).toMatchObject({ kind: 'not_on_roster' });
    expect(await test.live.enter(sessionId, stranger, confirmedFor)).toBe(false);
  });

  it('does not hold who was removed while it was loaded', async () => {
    await leave();
    await load({}, { roster: [studentId, stranger] });
    expect([await isOn(), await total()]).toEqual([false, 1]);
  });
});
