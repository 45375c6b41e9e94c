import { describe, expect, it } from 'vitest';
import { codeNamed, meta, recordOf, refused, sessionId, stranger, studentId, useLiveState } from './live-session.ts';

const test = useLiveState();
const { load, scan, question, shown } = { ...test, scan: test.scan.bind(test), question: test.question.bind(test) };
const pending = () => test.live.countPending(sessionId, 1);
const undo = async (attempt = 'a') => test.live.undo(await question({ attempt }));

describe('a scan', () => {
  it('is accepted as present, with what phones show, and is pending until it is stored', async () => {
    await load();
    const verdict = await test.live.decide(await question());
    expect(verdict).toMatchObject({
      kind: 'accepted',
      status: 'present',
      flags: [],
      facts: { className: 'Physics', courseName: null, teacherName: 'Ada', room: 'H1' },
    });
    expect(await pending()).toBe(1);
    expect((await test.live.snapshot(sessionId, 1))?.marks).toEqual([]);
    await test.live.storeMarks(sessionId, 1, [recordOf()]);
    expect(await pending()).toBe(0);
    expect(await scan()).toMatchObject({ kind: 'already_stored', status: 'present' });
  });

  it('is late from the minute that the policy says', async () => {
    await load({ startedAt: new Date((await test.live.nowMs()) - 300_000) });
    expect(await scan()).toMatchObject({ kind: 'accepted', status: 'late' });
  });

  it('finds no live state after Redis was emptied', async () => {
    expect(await scan()).toEqual({ kind: 'no_live_state' });
  });

  it('is refused in the order of the contract', async () => {
    const old = await shown('old');
    await load({ status: 'closing' });
    expect(await scan({ roundNumber: 2 })).toEqual(refused('session_not_active'));
    await load();
    expect(await scan({ roundNumber: 2, studentId: stranger })).toEqual(refused('round_not_active'));
    expect(await scan({ studentId: stranger, shown: old })).toMatchObject({ kind: 'not_on_roster' });
    expect(await scan({ shown: old })).toEqual(refused('token_expired'));
    expect(await scan({ shown: { tokenHash: 'first', expiresAtSeconds: 1 } })).toEqual(refused('token_expired'));
  });

  it('of a session with judges asks for them after the code, and is refused or flagged as they say', async () => {
    await load({ policy: { device: 'require' } }, { devices: [[studentId, '{"kind":"id"}']] });
    expect(await scan({ shown: await shown('old') })).toEqual(refused('token_expired'));
    expect(await scan()).toEqual({ kind: 'to_judge', boundDevice: '{"kind":"id"}' });
    const judgement = { refusal: 'device_not_bound' } as const;
    expect(await scan({ judgement })).toEqual(refused('device_not_bound'));
    const flags = ['location_missing' as const, 'device_missing' as const];
    expect(await scan({ judgement: { flags } })).toMatchObject({ kind: 'accepted', flags });
  });

  it('by a device that marked somebody else is flagged, and names whom', async () => {
    await load({ policy: { device: 'flag' } }, { roster: [studentId, stranger] });
    const judgement = { flags: [] };
    expect(await scan({ judgement, device: 'd' })).toMatchObject({ flags: [], sharedWith: null });
    expect(await scan({ judgement, device: 'd', studentId: stranger })).toMatchObject({
      flags: ['device_shared'],
      sharedWith: studentId,
    });
  });

  it('gets in when the class has just confirmed the enrolment', async () => {
    await load();
    const confirmedFor = await test.live.rosterVersion(sessionId);
    expect(await scan({ studentId: stranger, confirmedFor })).toMatchObject({ kind: 'accepted' });
    expect(await test.live.isOnRoster(sessionId, stranger)).toBe(true);
  });

  it('takes over a pending one: same instant, and the first attempt can no longer undo it', async () => {
    await load();
    const first = await scan({ attempt: 'a' });
    expect(await scan({ attempt: 'b', shown: await shown('old') })).toEqual(first);
    await undo('a');
    expect(await pending()).toBe(1);
    await undo('b');
    expect(await pending()).toBe(0);
  });

  it('replaces a stored absent, and an undo brings the absent back', async () => {
    await load();
    await test.live.storeMarks(sessionId, 1, [recordOf({ status: 'absent', method: 'manual' })]);
    expect(await scan()).toMatchObject({ kind: 'accepted', status: 'present' });
    await undo();
    expect((await test.live.snapshot(sessionId, 1))?.marks).toMatchObject([{ studentId, status: 'absent' }]);
    await scan({ attempt: 'b' });
    const [delta] = await test.live.storeMarks(sessionId, 1, [recordOf({ rev: 2 })]);
    expect(delta?.summary).toEqual({ present: 1, late: 0, absent: 0, excused: 0, total: 1 });
  });

  it('is refused from the closing instant on, which stays the same when asked twice', async () => {
    await load();
    const instant = await test.live.close(sessionId);
    expect(await test.live.close(sessionId)).toBe(instant);
    expect(await scan()).toEqual(refused('session_not_active'));
  });

  it('is refused from the planned end on, also when nobody has closed the session yet; that end is the closing instant', async () => {
    const endsAt = new Date((await test.live.nowMs()) - 1);
    await load({ endsAt });
    expect(await scan()).toEqual(refused('session_not_active'));
    expect(await test.live.close(sessionId)).toBe(endsAt.getTime());
  });
});

describe('scans that arrive together', () => {
  it('share a call, each with its own verdict in its place', async () => {
    await load({}, { roster: [studentId, stranger] });
    const third = '65f0c0ffee65f0c0ffee65dd';
    const questions = await Promise.all([
      question(),
      question({ studentId: stranger, shown: await shown('old') }),
      question({ studentId: third }),
      question({ attempt: 'b' }),
    ]);
    const verdicts = await Promise.all(questions.map((one) => test.live.decide(one)));
    expect(verdicts).toMatchObject([
      { kind: 'accepted' },
      { kind: 'refused', code: 'token_expired' },
      { kind: 'not_on_roster' },
      { kind: 'accepted' },
    ]);
    // The second of one student has taken over from the first.
    await undo('a');
    expect(await pending()).toBe(1);
  });

  it('use up a code of a single-use wall once', async () => {
    const students = Array.from({ length: 50 }, (_, index) => `a${index.toString(16).padStart(23, '0')}`);
    await load({ policy: { mode: 'single-use', slots: 1 } }, { roster: students });
    const verdicts = await Promise.all(students.map((one) => scan({ studentId: one })));
    expect(verdicts.filter(({ kind }) => kind === 'accepted')).toHaveLength(1);
    expect(verdicts.filter((one) => 'code' in one && one.code === 'token_consumed')).toHaveLength(49);
    const winner = students[verdicts.findIndex(({ kind }) => kind === 'accepted')];
    await test.live.undo(await question({ studentId: winner }));
    expect(await scan({ studentId: winner, attempt: 'b' })).toMatchObject({ kind: 'accepted' });
  });
});

describe('a receipt', () => {
  it('stands for a code that was good when it was first seen, for two minutes', async () => {
    await load();
    const nowMs = await test.live.nowMs();
    const old = await shown('old', 60_000);
    expect(await scan({ shown: old })).toEqual(refused('token_expired'));
    expect(await scan({ shown: old, receiptAtMs: nowMs - 45_000 })).toMatchObject({ kind: 'accepted' });
    await undo();
    // First seen 35 s after it was minted: it was no longer good then.
    expect(await scan({ shown: old, receiptAtMs: nowMs - 25_000 })).toEqual(refused('token_expired'));
    const older = await shown('older', 130_000);
    expect(await scan({ shown: older, receiptAtMs: nowMs - 121_000 })).toEqual(refused('token_expired'));
  });

  it('does not stand for a code that somebody else has used up', async () => {
    await load({ policy: { mode: 'single-use', slots: 1 } }, { roster: [studentId, stranger] });
    await scan({ studentId: stranger });
    const receiptAtMs = await test.live.nowMs();
    expect(await scan({ receiptAtMs })).toMatchObject({ code: 'token_consumed' });
  });
});

describe('a code from before everything was lost', () => {
  it('goes on working for its time in `rotating`, and not in `single-use`', async () => {
    const before = await shown('before', 2_000);
    const tooOld = await shown('before', 25_000);
    const rebuild = async (mode: 'rotating' | 'single-use') => {
      await load({ policy: { mode, slots: 1 } });
      await test.redis.hset(meta, 'loadedAtMs', await test.live.nowMs());
    };
    await rebuild('rotating');
    expect(await scan({ shown: before })).toMatchObject({ kind: 'accepted' });
    await undo();
    expect(await scan({ shown: tooOld })).toEqual(refused('token_expired'));
    await rebuild('single-use');
    await test.redis.del(`live:{${sessionId}}:marks:1`);
    expect(await scan({ shown: before })).toEqual(refused('token_expired'));
  });

  it('is none that was minted after it: from the future, or made up', async () => {
    await load();
    expect(await scan({ shown: await shown('future', -100_000) })).toEqual(refused('token_expired'));
    await test.redis.hset(meta, 'loadedAtMs', (await test.live.nowMs()) - 60_000);
    expect(await scan({ shown: await shown('new') })).toEqual(refused('token_expired'));
  });
});

describe('a typed code', () => {
  const typed = { codeHash: 'typed' };

  it('is good while it is the one of the session, as doubtful as the policy says', async () => {
    await load();
    await test.live.putTyped(sessionId, codeNamed('typed'));
    expect(await scan({ shown: typed })).toMatchObject({ kind: 'accepted', flags: ['typed_code'] });
    await undo();
    await test.live.putTyped(sessionId, codeNamed('next'));
    expect(await scan({ shown: typed })).toEqual(refused('token_expired'));
    await load({ policy: { typedCode: 'allow' } });
    await test.live.putTyped(sessionId, codeNamed('typed'));
    expect(await scan({ shown: typed })).toMatchObject({ kind: 'accepted', flags: [] });
    await undo();
    await load({ policy: { typedCode: 'off' } });
    expect(await scan({ shown: typed })).toEqual(refused('token_expired'));
  });
});
