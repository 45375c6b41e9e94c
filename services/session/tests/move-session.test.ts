import { type Person, recordSubject } from '@rollcall/service-kit/testing';
import { afterAll, beforeAll, beforeEach, describe, expect, it, vi } from 'vitest';
import { openHall, type TestHall } from './helpers.ts';

let hall: TestHall;
let teacher: Person;
let classId: string;
beforeAll(async () => {
  hall = await openHall();
});
afterAll(() => hall?.close());
beforeEach(() => {
  teacher = hall.auth.person('teacher');
  classId = hall.createClass(teacher, []);
});

const as = (method: string, path: string, body?: object, person = teacher) =>
  hall.call(hall.auth.token(person), method, `/api/v1/sessions${path}`, body);
const inMs = (ms: number) => new Date(Date.now() + ms).toISOString();
const HOUR_MS = 3_600_000;
const schedule = async (more: object) => (await as('POST', '', { classId, ...more })).body.data;
const statusOf = async (sessionId: string) => (await as('GET', `/${sessionId}`)).body.data.status;

describe('PATCH /api/v1/sessions/:id', () => {
  it('moves what waits: it lasts as long as before unless another end is said, and everybody is told', async () => {
    const events = await recordSubject(hall.infra.nats.url, 'evt.session.scheduled');
    const session = await schedule({ startsAt: inMs(HOUR_MS), durationMinutes: 90, room: 'H1' });
    const path = `/${session._id}`;
    const startsAt = inMs(5 * HOUR_MS);
    const endsAt = new Date(Date.parse(startsAt) + 1.5 * HOUR_MS).toISOString();
    expect((await as('PATCH', path, { startsAt })).body.data).toMatchObject({
      startsAt,
      endsAt,
      room: 'H1',
      status: 'scheduled',
    });
    expect((await as('PATCH', path, { room: 'H2' })).body.data).toMatchObject({ startsAt, endsAt, room: 'H2' });
    const shorter = new Date(Date.parse(startsAt) + 600_000).toISOString();
    expect((await as('PATCH', path, { durationMinutes: 10 })).body.data).toMatchObject({ startsAt, endsAt: shorter });
    expect((await as('PATCH', path, { endsAt: null, room: null })).body.data).toMatchObject({
      startsAt,
      endsAt: null,
      room: null,
    });
    await vi.waitFor(() =>
      expect(
        events.messages.filter(({ data }) => data.sessionId === session._id).map(({ data }) => data.endsAt),
      ).toEqual([session.endsAt, endsAt, endsAt, shorter, null]),
    );
    await events.close();
  });

  it('starts at the new time, not at the old one: later and sooner', async () => {
    const later = await schedule({ startsAt: inMs(1_500) });
    const sooner = await schedule({ startsAt: inMs(HOUR_MS), endsAt: inMs(2 * HOUR_MS) });
    await as('PATCH', `/${later._id}`, { startsAt: inMs(HOUR_MS) });
    await as('PATCH', `/${sooner._id}`, { startsAt: inMs(2_000), durationMinutes: 1 });
    await expect.poll(() => statusOf(sooner._id), { timeout: 10_000 }).toBe('active');
    expect(await statusOf(later._id)).toBe('scheduled');
  });

  it('of many moves at once none undoes what another has changed', async () => {
    for (let round = 0; round < 5; round += 1) {
      const { _id } = await schedule({ startsAt: inMs(HOUR_MS), durationMinutes: 60 });
      const startsAt = inMs(3 * HOUR_MS);
      const moves = [{ startsAt }, ...Array.from({ length: 5 }, (_, n) => ({ room: `H${n}` }))];
      const answers = await Promise.all(moves.map((move) => as('PATCH', `/${_id}`, move)));
      expect(answers.map(({ status }) => status)).toEqual(moves.map(() => 200));
      const session = (await as('GET', `/${_id}`)).body.data;
      expect(session).toMatchObject({ startsAt, room: expect.stringMatching(/^H/) });
      expect(Date.parse(session.endsAt) - Date.parse(startsAt)).toBe(HOUR_MS);
    }
  });

  it.each([
    ['nothing', {}, undefined],
    ['a start that is over', { startsAt: inMs(-HOUR_MS) }, 'startsAt'],
    ['a start now', { startsAt: inMs(-1) }, 'startsAt'],
    ['an end before the start', { endsAt: inMs(1_000) }, 'endsAt'],
    ['an end and a duration', { endsAt: inMs(2 * HOUR_MS), durationMinutes: 5 }, 'endsAt'],
    ['more than a day', { endsAt: inMs(100 * HOUR_MS) }, 'endsAt'],
    ['an operator', { room: { $ne: 1 } }, 'room'],
    ['another key', { status: 'ended' }, ''],
  ])('refuses %s', async (_, body, path) => {
    const { _id } = await schedule({ startsAt: inMs(HOUR_MS) });
    const answer = await as('PATCH', `/${_id}`, body);
    expect([answer.status, answer.body.code]).toEqual([400, 'invalid_request']);
    if (path) expect(answer.body.details[0].path).toBe(path);
  });

  it('is for its teachers, and for what waits', async () => {
    const { _id } = await schedule({ startsAt: inMs(HOUR_MS) });
    const other = hall.auth.person('teacher');
    expect((await as('PATCH', `/${_id}`, { room: 'x' }, other)).body.code).toBe('not_class_teacher');
    expect((await as('PATCH', `/${'f'.repeat(24)}`, { room: 'x' })).body.code).toBe('session_not_found');
    await as('POST', `/${_id}/activate`);
    expect((await as('PATCH', `/${_id}`, { room: 'x' })).body.code).toBe('session_not_scheduled');
  });
});
