import { recordSubject } from '@rollcall/service-kit/testing';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { DAY_MS, HOUR_MS, inMs, openSeminar, type Seminar } from './excuse-helpers.ts';
import { openHall, type TestHall } from './helpers.ts';

let hall: TestHall;
beforeAll(async () => {
  hall = await openHall();
});
afterAll(() => hall.close());

const UNKNOWN = 'f'.repeat(24);

describe('asking', () => {
  test('a student of the class asks for a session, or for a time; the class hears of it as an event', async () => {
    const events = await recordSubject(hall.infra.nats.url, 'evt.excuse.requested');
    const seminar = openSeminar(hall);
    const { student, classId } = seminar;
    const sessionId = await seminar.start();
    const ofSession = await seminar.ask(student, { sessionId, reason: 'Train, “late”; again' });
    expect(ofSession).toMatchObject({ status: 201 });
    expect(ofSession.body.data).toMatchObject({
      ...{ classId, className: 'Physics', studentId: student._id, studentName: student.name, sessionId },
      ...{ from: null, to: null, category: 'illness', reason: 'Train, “late”; again', status: 'pending' },
      ...{ attachment: null, decision: null },
    });
    const range = { from: inMs(DAY_MS), to: inMs(3 * DAY_MS) };
    expect((await seminar.ask(student, range)).body.data).toMatchObject({ sessionId: null, ...range });
    await expect.poll(() => events.messages.length).toBe(2);
    expect(events.messages.map(({ data }) => data)).toContainEqual({
      excuseId: ofSession.body.data._id,
      classId,
      studentId: student._id,
    });
    await events.close();
  });

  const day = (days: number) => inMs(days * DAY_MS);
  test.each<[why: string, body: object]>([
    ['neither a session nor a time', { from: undefined, to: undefined }],
    ['half a time', { to: undefined }],
    ['a session and a time', { sessionId: UNKNOWN, from: day(0), to: day(1) }],
    ['a session and half a time', { sessionId: UNKNOWN, from: day(0) }],
    ['a time backwards', { from: day(1), to: day(0) }],
    ['no time at all', { from: '2026-03-02T08:00:00.000Z', to: '2026-03-02T08:00:00.000Z' }],
    ['91 days', { from: day(0), to: day(91) }],
    ['50 years', { from: day(0), to: '2076-03-02T08:00:00.000Z' }],
    ['a time of the last century', { from: '1999-03-02T08:00:00.000Z', to: '1999-03-03T08:00:00.000Z' }],
    ['a time two years ahead', { from: day(730), to: day(731) }],
    ['a year of six digits', { from: '+275760-09-13T00:00:00.000Z', to: day(1) }],
    ['a time of another form', { from: 'yesterday', to: 'today' }],
    ['an unknown category', { category: 'holiday' }],
    ['no reason', { reason: '' }],
    ['1,001 characters of reason', { reason: 'x'.repeat(1_001) }],
    ['a reason that turns the direction', { reason: 'a\u202eb' }],
    ['an operator for the class', { classId: { $ne: '' } }],
    ['an unknown key', { status: 'approved' }],
  ])('%s is refused', async (_, body) => {
    const seminar = openSeminar(hall);
    expect(await seminar.ask(seminar.student, body)).toMatchObject({ status: 400, body: { code: 'invalid_request' } });
  });

  test('1,000 characters and 90 days are taken', async () => {
    const seminar = openSeminar(hall);
    const body = { reason: 'א'.repeat(1_000), from: day(0), to: day(89.9) };
    expect((await seminar.ask(seminar.student, body)).status).toBe(201);
  });

  test('for other classes, sessions of others, cancelled and unknown ones is refused', async () => {
    const [seminar, other] = [openSeminar(hall), openSeminar(hall)];
    const { student } = seminar;
    const refused = async (body: object) => {
      const { status, body: said } = await seminar.ask(student, body);
      return [status, said.code];
    };
    expect(await refused({ classId: UNKNOWN })).toEqual([404, 'class_not_found']);
    expect(await refused({ classId: other.classId })).toEqual([403, 'enrolment_required']);
    expect(await refused({ sessionId: UNKNOWN })).toEqual([404, 'session_not_found']);
    expect(await refused({ sessionId: await other.start() })).toEqual([404, 'session_not_found']);
    const cancelled = await seminar.start();
    await seminar.asTeacher('POST', `/api/v1/sessions/${cancelled}/cancel`, { reason: 'Fire drill' });
    expect(await refused({ sessionId: cancelled })).toEqual([409, 'session_cancelled']);
  });

  test('for the very same twice at once makes one; again after it was withdrawn another', async () => {
    const seminar = openSeminar(hall);
    const range = { from: inMs(0), to: inMs(DAY_MS) };
    const answers = await Promise.all(Array.from({ length: 8 }, () => seminar.ask(seminar.student, range)));
    expect(answers.map(({ status }) => status).toSorted()).toEqual([201, ...Array(7).fill(409)]);
    const refusal = answers.find(({ status }) => status === 409);
    expect(refusal?.body.code).toBe('excuse_waiting');
    const [made] = (await seminar.as(seminar.student)('GET', '/api/v1/me/excuses')).body.data.items;
    await seminar.as(seminar.student)('DELETE', `/api/v1/me/excuses/${made._id}`);
    expect((await seminar.ask(seminar.student, range)).status).toBe(201);
  });

  test('51 times without a decision is too much', async () => {
    const seminar = openSeminar(hall);
    for (let n = 0; n < 50; n += 1)
      await seminar.asked(seminar.student, { from: inMs(n * HOUR_MS), to: inMs(30 * DAY_MS) });
    const one = await seminar.ask(seminar.student);
    expect(one).toMatchObject({ status: 409, body: { code: 'too_many_excuses' } });
  });
});

describe('lists', () => {
  let seminar: Seminar;
  let mine: string[];
  beforeAll(async () => {
    seminar = openSeminar(hall);
    mine = [];
    for (let n = 1; n <= 5; n += 1) mine.push(await seminar.asked(seminar.student, { to: inMs(n * HOUR_MS) }));
    await seminar.asked(seminar.students[1] as never);
    await seminar.reject(mine[0] as string);
  });
  const idsOf = (answer: { body: { data: { items: { _id: string }[] } } }) =>
    answer.body.data.items.map(({ _id }) => _id);

  test('a student sees all own, page by page, and of one status', async () => {
    const get = (query: string) => seminar.as(seminar.student)('GET', `/api/v1/me/excuses?${query}`);
    const pages: string[][] = [];
    let cursor = '';
    do {
      const answer = await get(`limit=2${cursor}`);
      pages.push(idsOf(answer));
      const next = answer.body.data.nextCursor;
      cursor = next === null ? '' : `&cursor=${next}`;
    } while (cursor !== '');
    expect(pages.map((page) => page.length)).toEqual([2, 2, 1]);
    expect(pages.flat()).toEqual(mine.toSorted().toReversed());
    expect(idsOf(await get('status=rejected'))).toEqual([mine[0]]);
    for (const bad of ['limit=0', 'limit=201', 'status=maybe', 'cursor=x', 'cursor[$ne]=x', 'more=1']) {
      expect([bad, (await get(bad)).status]).toEqual([bad, 400]);
    }
  });

  test('a teacher sees those of own classes, an administrator all, others none of them', async () => {
    const list = async (person: Parameters<Seminar['as']>[0], query = '') =>
      (await seminar.as(person)('GET', `/api/v1/excuses?${query}`)).body.data?.items as { studentName: string }[];
    const others = openSeminar(hall);
    await others.asked(others.student);
    const ofClass = `classId=${seminar.classId}`;
    expect(await list(seminar.teacher)).toHaveLength(6);
    expect((await list(seminar.teacher))[0]?.studentName).toMatch(/^student/);
    expect(await list(seminar.teacher, 'status=pending')).toHaveLength(5);
    expect(await list(others.teacher, ofClass)).toEqual([]);
    expect(await list(hall.auth.person('admin'), ofClass)).toHaveLength(6);
    expect((await list(hall.auth.person('admin'))).length).toBeGreaterThan(6);
    const asStudent = await seminar.as(seminar.student)('GET', '/api/v1/excuses');
    expect(asStudent).toMatchObject({ status: 403, body: { code: 'teacher_required' } });
  });
});

describe('withdrawing', () => {
  test('ends an own pending excuse once, and tells', async () => {
    const events = await recordSubject(hall.infra.nats.url, 'evt.excuse.withdrawn');
    const seminar = openSeminar(hall);
    const excuseId = await seminar.asked(seminar.student);
    const withdraw = (person = seminar.student) => seminar.as(person)('DELETE', `/api/v1/me/excuses/${excuseId}`);
    expect(await withdraw(seminar.students[1])).toMatchObject({ status: 404, body: { code: 'excuse_not_found' } });
    expect(await withdraw()).toMatchObject({ status: 200, body: { data: { _id: excuseId, status: 'withdrawn' } } });
    expect(await withdraw()).toMatchObject({ status: 409, body: { code: 'excuse_decided' } });
    expect(await seminar.approve(excuseId)).toMatchObject({ status: 409, body: { code: 'excuse_decided' } });
    await expect.poll(() => events.messages).toMatchObject([{ data: { excuseId } }]);
    await events.close();
  });
});
