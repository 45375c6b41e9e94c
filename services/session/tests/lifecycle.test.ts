import { createLogger, openQueueConnection } from '@rollcall/service-kit';
import { type Person, recordSubject } from '@rollcall/service-kit/testing';
import { Queue } from 'bullmq';
import { afterAll, beforeAll, beforeEach, describe, expect, it, vi } from 'vitest';
import { openHall, type TestHall } from './helpers.ts';

let hall: TestHall;
let teacher: Person;
let student: Person;
let classId: string;
let asTeacher: string;

beforeAll(async () => {
  hall = await openHall({ processes: 2 });
});
afterAll(() => hall?.close());
beforeEach(() => {
  teacher = hall.auth.person('teacher');
  student = hall.auth.person('student');
  classId = hall.createClass(teacher, [student]);
  asTeacher = hall.auth.token(teacher);
});

const as = (method: string, path: string, body?: object, process = 0) =>
  hall.call(asTeacher, method, `/api/v1/${path}`, body, process);
const inMs = (ms: number) => new Date(Date.now() + ms).toISOString();
const schedule = async (more: object): Promise<string> => {
  const answer = await as('POST', 'sessions', { classId, ...more });
  expect(answer.status).toBe(201);
  return answer.body.data._id;
};
const read = async (sessionId: string) => (await as('GET', `sessions/${sessionId}`, undefined, 1)).body.data;
const until = (sessionId: string, status: string) =>
  vi.waitFor(async () => expect((await read(sessionId)).status).toBe(status), { timeout: 15_000, interval: 100 });

describe('a scheduled session', () => {
  it('starts and ends by itself at its times, with a code on the wall in between', async () => {
    const events = await recordSubject(hall.infra.nats.url, 'evt.session.*');
    const ofSession = () => events.messages.filter(({ data }) => data.sessionId === sessionId);
    const [startsAt, endsAt] = [inMs(1_500), inMs(8_000)];
    const sessionId = await schedule({ startsAt, endsAt });
    expect(await read(sessionId)).toMatchObject({ status: 'scheduled', startsAt, endsAt, startedAt: null, rounds: [] });
    await until(sessionId, 'active');
    const active = await read(sessionId);
    expect(Date.parse(active.startedAt)).toBeGreaterThanOrEqual(Date.parse(startsAt));
    const { token } = (await as('GET', `sessions/${sessionId}/qr`)).body.data;
    expect((await hall.call(hall.auth.token(student), 'POST', '/api/v1/scans', { token })).status).toBe(200);
    await until(sessionId, 'ended');
    expect(await read(sessionId)).toMatchObject({ endedAt: endsAt, summary: { present: 1, total: 1 } });
    await vi.waitFor(
      () =>
        expect(ofSession().map(({ subject }) => subject)).toEqual([
          'evt.session.scheduled',
          'evt.session.started',
          'evt.session.ended',
        ]),
      10_000,
    );
    await events.close();
  });

  it('starts and ends on time when Redis has lost everything, and when the queue has', async () => {
    const lost = await schedule({ startsAt: inMs(2_500), durationMinutes: 1 });
    await hall.flushRedis();
    await until(lost, 'active');
    await as('POST', `sessions/${lost}/end`);
    const forgotten = await schedule({ startsAt: inMs(1_000), endsAt: inMs(9_000) });
    const connection = openQueueConnection(hall.redisUrl, 'queue', createLogger('test', 'silent'));
    const queue = new Queue('session-timers', {
      prefix: 'bull:{session-timers}',
      connection,
    });
    await queue.obliterate({ force: true });
    await queue.close();
    connection.disconnect();
    await until(forgotten, 'ended');
  });

  it('is started by hand before its time, once', async () => {
    const sessionId = await schedule({ startsAt: inMs(3_600_000), durationMinutes: 90 });
    const answers = await Promise.all(
      [0, 1].map((process) => as('POST', `sessions/${sessionId}/activate`, undefined, process)),
    );
    expect(answers.map(({ status }) => status).sort()).toEqual([200, 409]);
    expect(answers.find(({ status }) => status === 409)?.body.code).toMatch(
      /session_not_scheduled|session_already_active/,
    );
    expect(await read(sessionId)).toMatchObject({ status: 'active', rounds: [{ roundNumber: 1 }] });
  });

  it('waits while another one of its class is open', async () => {
    const open = await schedule({});
    const waiting = await schedule({ startsAt: inMs(500) });
    expect((await as('POST', `sessions/${waiting}/activate`)).body.code).toBe('session_already_active');
    await as('POST', `sessions/${open}/end`);
    await until(waiting, 'active');
  });

  it('that could not start until its end is cancelled, and says why', async () => {
    await schedule({});
    const waiting = await schedule({ startsAt: inMs(500), endsAt: inMs(1_500) });
    await until(waiting, 'cancelled');
    expect((await read(waiting)).cancelReason).toContain('Another session');
  });

  it.each([
    ['a start that is over', { startsAt: inMs(-120_000) }],
    ['a start in two years', { startsAt: inMs(730 * 86_400_000) }],
    ['an end before the start', { startsAt: inMs(60_000), endsAt: inMs(30_000) }],
    ['an end two days later', { endsAt: inMs(2 * 86_400_000) }],
    ['an end and a duration', { endsAt: inMs(60_000), durationMinutes: 5 }],
    ['a year that no clock has', { startsAt: '+275760-09-13T00:00:00.000Z' }],
    ['an operator', { startsAt: { $gt: '' } }],
    ['a period of a second', { policy: { rotationSeconds: 1 } }],
    ['ten codes', { policy: { slots: 10 } }],
    ['an unknown policy', { policy: { selfie: 'require' } }],
  ])('is refused with %s', async (_, more) => {
    expect(await as('POST', 'sessions', { classId, ...more })).toMatchObject({
      status: 400,
      body: { code: 'invalid_request', details: [{ path: expect.any(String) }] },
    });
  });
});

describe('a session', () => {
  it('that is cancelled counts nowhere: no scans, no board, its class is free', async () => {
    const sessionId = await schedule({});
    const frames = await recordSubject(hall.infra.nats.url, `live.session.${sessionId}`);
    const answers = await Promise.all([
      as('POST', `sessions/${sessionId}/cancel`, { reason: 'Fire drill' }),
      as('POST', `sessions/${sessionId}/cancel`, { reason: 'Fire drill' }, 1),
    ]);
    expect(answers.map(({ status }) => status).sort()).toEqual([200, 409]);
    expect(await read(sessionId)).toMatchObject({ status: 'cancelled', cancelReason: 'Fire drill', summary: null });
    await vi.waitFor(
      () => expect(frames.messages.map(({ data }) => data.event)).toContain('session:cancelled'),
      10_000,
    );
    await frames.close();
    expect((await as('POST', `sessions/${sessionId}/end`)).body.code).toBe('session_not_active');
    await schedule({});
  });

  it('takes the policies of its teacher, then of its class, then the defaults', async () => {
    const ofClass = { lateAfterMinutes: 15, mode: 'single-use' as const };
    const own = hall.createClass(teacher, [student], { sessionDefaults: ofClass, courseName: 'Optics' });
    const answer = await as('POST', 'sessions', { classId: own, policy: { lateAfterMinutes: 3 } });
    expect(answer.body.data).toMatchObject({
      courseName: 'Optics',
      policy: { lateAfterMinutes: 3, mode: 'single-use', rotationSeconds: 15, device: 'off', geofence: null },
    });
  });

  it('is listed for its teachers and its students, the last first, page by page', async () => {
    const past = await schedule({});
    await as('POST', `sessions/${past}/end`);
    const now = await schedule({});
    const later = await schedule({ startsAt: inMs(3_600_000) });
    const list = async (query: string, token = asTeacher) =>
      (await hall.call(token, 'GET', `/api/v1/sessions?${query}`)).body.data;
    const idsOf = ({ items }: { items: { _id: string }[] }) => items.map(({ _id }) => _id);
    expect(idsOf(await list(''))).toEqual([later, now, past]);
    expect(idsOf(await list('', hall.auth.token(student)))).toEqual([later, now, past]);
    expect(idsOf(await list('', hall.auth.token(hall.auth.person('student'))))).toEqual([]);
    expect(idsOf(await list('', hall.auth.token(hall.auth.person('teacher'))))).toEqual([]);
    expect(idsOf(await list('status=scheduled'))).toEqual([later]);
    expect(idsOf(await list(`classId=${classId}&to=${inMs(60_000)}`))).toEqual([now, past]);
    const page = await list('limit=2');
    expect(idsOf(page)).toEqual([later, now]);
    expect(await list(`limit=2&cursor=${page.nextCursor}`)).toMatchObject({ items: [{ _id: past }], nextCursor: null });
  });
});
