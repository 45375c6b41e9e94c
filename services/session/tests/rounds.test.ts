import { type Person, recordSubject } from '@rollcall/service-kit/testing';
import { afterAll, beforeAll, beforeEach, describe, expect, it, vi } from 'vitest';
import { openHall, type TestHall } from './helpers.ts';

let hall: TestHall;
let teacher: Person;
let first: Person;
let second: Person;
let classId: string;
let asTeacher: string;

beforeAll(async () => {
  hall = await openHall({ processes: 2 });
});
afterAll(() => hall?.close());
beforeEach(() => {
  teacher = hall.auth.person('teacher');
  first = hall.auth.person('student');
  second = hall.auth.person('student');
  classId = hall.createClass(teacher, [first, second]);
  asTeacher = hall.auth.token(teacher);
});

const as = (method: string, path: string, body?: object, process = 0) =>
  hall.call(asTeacher, method, `/api/v1/${path}`, body, process);
const start = async (policy: object = {}): Promise<string> =>
  (await as('POST', 'sessions', { classId, policy })).body.data._id;
const scan = async (sessionId: string, who: Person) => {
  const { token } = (await as('GET', `sessions/${sessionId}/qr`)).body.data;
  return hall.call(hall.auth.token(who), 'POST', '/api/v1/scans', { token }, 1);
};
const nextRound = (sessionId: string, process = 0) => as('POST', `sessions/${sessionId}/rounds`, undefined, process);
const mark = (sessionId: string, who: Person, body: object, process = 0) =>
  as('PUT', `sessions/${sessionId}/records/${who._id}`, body, process);

describe('rounds', () => {
  it('are numbered from 1; each start ends the one before, for scans at once', async () => {
    const sessionId = await start();
    const frames = await recordSubject(hall.infra.nats.url, `live.session.${sessionId}`);
    const round = await nextRound(sessionId);
    expect(round).toMatchObject({ status: 201, body: { data: { roundNumber: 2, endsAt: null } } });
    const { rounds } = (await as('GET', `sessions/${sessionId}`)).body.data;
    expect(rounds).toMatchObject([
      { roundNumber: 1, endsAt: round.body.data.startsAt },
      { roundId: `${sessionId}.2`, endsAt: null },
    ]);
    expect((await scan(sessionId, first)).body.data.record.roundNumber).toBe(2);
    await vi.waitFor(
      () =>
        expect(frames.messages.map(({ data }) => data.event)).toEqual(
          expect.arrayContaining(['round:ended', 'round:started', 'round:qr-updated', 'attendance:updated']),
        ),
      10_000,
    );
    await frames.close();
  });

  it('started twice at the same moment in two processes are one, and both are told of it', async () => {
    const sessionId = await start();
    const answers = await Promise.all([nextRound(sessionId, 0), nextRound(sessionId, 1)]);
    expect(answers.map(({ status }) => status)).toEqual([201, 201]);
    const { rounds } = (await as('GET', `sessions/${sessionId}`)).body.data;
    expect(new Set(answers.map(({ body }) => body.data.roundNumber)).has(rounds.length)).toBe(true);
    expect((await scan(sessionId, first)).body.data.record.roundNumber).toBe(rounds.length);
  });

  it('may end while the session goes on: no code, no scan, until the next one starts', async () => {
    const sessionId = await start();
    const { token } = (await as('GET', `sessions/${sessionId}/qr`)).body.data;
    const end = () => as('POST', `sessions/${sessionId}/rounds/${sessionId}.1/end`);
    expect((await end()).body.data).toMatchObject({ roundNumber: 1, endsAt: expect.any(String) });
    expect((await end()).body.code).toBe('round_not_active');
    expect((await as('POST', `sessions/${sessionId}/rounds/${sessionId}.2/end`)).body.code).toBe('round_not_found');
    expect((await as('GET', `sessions/${sessionId}/qr`)).body.code).toBe('round_not_active');
    const late = await hall.call(hall.auth.token(first), 'POST', '/api/v1/scans', { token });
    expect(late.body.code).toBe('round_not_active');
    await nextRound(sessionId);
    expect((await scan(sessionId, first)).status).toBe(200);
  });

  it('count late from their own start', async () => {
    const sessionId = await start({ lateAfterMinutes: 0 });
    expect((await scan(sessionId, first)).body.data.status).toBe('late');
  });

  it('give the result of the best, or of the worst where all are needed, with an absent in each that was missed', async () => {
    for (const [result, summary] of [
      ['best', { present: 1, absent: 1 }],
      ['every', { present: 0, absent: 2 }],
    ] as const) {
      const sessionId = await start({ result });
      await scan(sessionId, first);
      await nextRound(sessionId);
      const ended = (await as('POST', `sessions/${sessionId}/end`)).body.data;
      expect(ended.summary).toMatchObject({ ...summary, total: 2 });
      const stats = (await as('GET', `sessions/${sessionId}/stats`)).body.data;
      expect(stats).toMatchObject({
        summary: ended.summary,
        rounds: [{ summary: { present: 1, absent: 1 } }, { summary: { present: 0, absent: 2 } }],
      });
      const ofFirst = stats.students.find(({ studentId }: { studentId: string }) => studentId === first._id);
      expect(ofFirst).toMatchObject({ status: result === 'best' ? 'present' : 'absent' });
      expect(ofFirst.rounds).toHaveLength(2);
    }
  });
});

describe('a mark by hand', () => {
  it('keeps who, when, from, to and why; in any round, of whoever has no phone, over a scan', async () => {
    const sessionId = await start();
    await scan(sessionId, first);
    await nextRound(sessionId);
    const reason = 'Came with a note of $5';
    const marked = await mark(sessionId, first, { status: 'excused', roundNumber: 1, reason });
    expect(marked.body.data).toMatchObject({
      status: 'excused',
      method: 'manual',
      rev: 2,
      history: [{ by: teacher._id, from: 'present', to: 'excused', reason, at: expect.any(String) }],
    });
    expect((await mark(sessionId, second, { status: 'present' })).body.data).toMatchObject({
      roundNumber: 2,
      rev: 1,
      history: [{ from: null, to: 'present', reason: null }],
    });
  });

  it('of the revision that was seen: of two at once one is told that it has changed; without it both are kept', async () => {
    const sessionId = await start();
    const both = (rev?: number) =>
      Promise.all(
        [0, 1].map((process) => mark(sessionId, first, { status: 'late', ...(rev !== undefined && { rev }) }, process)),
      );
    expect((await both(0)).map(({ status }) => status).sort()).toEqual([200, 409]);
    expect((await both(1)).find(({ status }) => status === 409)?.body.code).toBe('record_changed');
    expect((await both()).map(({ status }) => status)).toEqual([200, 200]);
    expect((await mark(sessionId, first, { status: 'late' })).body.data.history).toHaveLength(5);
  });

  it('after the end corrects the summary; a stranger, another round, a cancelled session are told so', async () => {
    const sessionId = await start();
    await as('POST', `sessions/${sessionId}/end`);
    const changes = await recordSubject(hall.infra.nats.url, 'evt.attendance.changed');
    await mark(sessionId, second, { status: 'late', reason: 'Was there' });
    expect((await as('GET', `sessions/${sessionId}`)).body.data.summary).toMatchObject({
      late: 1,
      absent: 1,
      total: 2,
    });
    await vi.waitFor(() => {
      const ofSession = changes.messages.filter(({ data }) => data.sessionId === sessionId);
      expect(ofSession).toMatchObject([{ data: { from: 'absent', status: 'late' } }]);
    }, 10_000);
    await changes.close();
    const stranger = hall.auth.person('student');
    expect((await mark(sessionId, stranger, { status: 'late' })).body.code).toBe('student_not_found');
    expect((await mark(sessionId, second, { status: 'late', roundNumber: 2 })).body.code).toBe('round_not_found');
    const cancelled = await start();
    await as('POST', `sessions/${cancelled}/cancel`, { reason: 'Fire drill' });
    expect((await mark(cancelled, second, { status: 'late' })).body.code).toBe('session_cancelled');
  });

  it('absent is replaced by a scan, excused is not', async () => {
    const sessionId = await start();
    await mark(sessionId, first, { status: 'absent' });
    await mark(sessionId, second, { status: 'excused' });
    expect((await scan(sessionId, first)).body.data).toMatchObject({ status: 'present', alreadyRecorded: false });
    expect((await scan(sessionId, second)).body.data).toMatchObject({ status: 'excused', alreadyRecorded: true });
  });
});

describe('a doubtful record', () => {
  async function flagged(): Promise<{ sessionId: string; recordId: string }> {
    const sessionId = await start();
    const { code } = (await as('GET', `sessions/${sessionId}/qr`)).body.data;
    const answer = await hall.call(hall.auth.token(first), 'POST', '/api/v1/scans', { code });
    return { sessionId, recordId: answer.body.data.record._id };
  }

  it('is confirmed once, by the session’s teacher', async () => {
    const { sessionId, recordId } = await flagged();
    const confirm = (token = asTeacher) => hall.call(token, 'POST', `/api/v1/records/${recordId}/confirm`, {});
    expect((await confirm(hall.auth.token(hall.auth.person('teacher')))).body.code).toBe('not_class_teacher');
    expect((await confirm()).body.data).toMatchObject({ verification: 'confirmed', history: [{ by: teacher._id }] });
    expect((await confirm()).body.code).toBe('record_not_flagged');
    expect((await as('GET', `sessions/${sessionId}/flagged`)).body.data.items).toEqual([]);
  });

  it('that is rejected counts as absent on boards, in numbers and at the end; an administrator may set another status', async () => {
    const { sessionId, recordId } = await flagged();
    const reason = 'Was seen elsewhere';
    expect((await as('POST', `records/${recordId}/reject`, {})).body.code).toBe('invalid_request');
    expect((await as('POST', `records/${recordId}/reject`, { reason })).body.data).toMatchObject({
      status: 'present',
      verification: 'rejected',
      history: [{ verification: 'rejected', reason }],
    });
    expect((await as('GET', `sessions/${sessionId}/stats`)).body.data.summary).toMatchObject({ present: 0, absent: 1 });
    await as('POST', `sessions/${sessionId}/end`);
    const summary = async () => (await as('GET', `sessions/${sessionId}`)).body.data.summary;
    expect(await summary()).toMatchObject({ present: 0, absent: 2 });
    const admin = hall.auth.token(hall.auth.person('admin'));
    const path = `/api/v1/records/${recordId}/status`;
    const set = await hall.call(admin, 'POST', path, { status: 'excused', reason: 'Medical note' });
    expect(set.body.data).toMatchObject({ status: 'excused', verification: 'confirmed', rev: 3 });
    expect(await summary()).toMatchObject({ excused: 1, absent: 1 });
  });
});
