import { createHash } from 'node:crypto';
import { type Person, recordSubject } from '@rollcall/service-kit/testing';
import ICAL from 'ical.js';
import mongoose from 'mongoose';
import { afterAll, beforeAll, beforeEach, describe, expect, it, vi } from 'vitest';
import { openHall, type TestHall } from './helpers.ts';
import { documentsOf } from './stored.ts';

const NAME = 'Höhere Mathematik, Teil 2; "Übung"\\A\nנסיון 🎓 '.padEnd(90, '数');

let hall: TestHall;
let mongo: mongoose.Connection;
let teacher: Person;
let student: Person;
let classId: string;
beforeAll(async () => {
  hall = await openHall({ env: { PUBLIC_ORIGIN: 'https://rollcall.school.test/' } });
  mongo = await mongoose.createConnection(hall.infra.mongodb.url).asPromise();
});
afterAll(async () => {
  await mongo?.close();
  await hall?.close();
});
beforeEach(() => {
  [teacher, student] = [hall.auth.person('teacher'), hall.auth.person('student')];
  classId = hall.createClass(teacher, [student], { className: NAME, courseName: null });
});

const keyOf = (person: Person, method = 'POST', id = classId) =>
  hall.call(hall.auth.token(person), method, `/api/v1/calendars/classes/${id}`);
const makeKey = async (person: Person): Promise<string> => (await keyOf(person)).body.data.key;
const fetchFeed = (key: string) => fetch(`${hall.urls[0]}/api/v1/calendars/${key}.ics`);
const as = (method: string, path: string, body?: object) =>
  hall.call(hall.auth.token(teacher), method, `/api/v1/sessions${path}`, body);
const startedMs = Math.floor(Date.now() / 1000) * 1000;
const inHours = (hours: number) => new Date(startedMs + hours * 3_600_000).toISOString();

async function readFeed(key: string) {
  const response = await fetchFeed(key);
  expect(response.status).toBe(200);
  const text = await response.text();
  const calendar = new ICAL.Component(ICAL.parse(text));
  const events = calendar.getAllSubcomponents('vevent').map((one) => {
    const event = new ICAL.Event(one);
    return {
      uid: event.uid,
      summary: event.summary,
      location: event.location,
      description: event.description,
      sequence: event.sequence,
      startsAt: event.startDate.toJSDate().toISOString(),
      endsAt: event.endDate?.toJSDate().toISOString(),
      zone: event.startDate.zone.tzid,
      status: one.getFirstPropertyValue('status'),
      modifiedMs: (one.getFirstPropertyValue('last-modified') as ICAL.Time).toJSDate().getTime(),
    };
  });
  return { text, response, calendar, events };
}

describe('the key to a calendar', () => {
  it('is made, looked at, made anew and revoked by who is of the class', async () => {
    const events = await recordSubject(hall.infra.nats.url, 'evt.calendar.*');
    expect((await keyOf(student, 'GET')).body.data).toEqual({ classId, madeAt: null });
    expect((await keyOf(student, 'DELETE')).body.data).toEqual({ classId, revoked: false });
    const { status, body } = await keyOf(student);
    const { key, url, madeAt } = body.data;
    expect(status).toBe(201);
    expect(key).toMatch(/^[0-9a-f]{64}$/);
    expect(url).toBe(`https://rollcall.school.test/api/v1/calendars/${key}.ics`);
    expect((await keyOf(student, 'GET')).body.data).toEqual({ classId, madeAt });
    const other = await makeKey(teacher);
    const next = await makeKey(student);
    expect([key, other, next]).toEqual([...new Set([key, other, next])]);
    for (const [one, wanted] of [
      [key, 404],
      [next, 200],
      [other, 200],
    ] as const) {
      expect((await fetchFeed(one)).status).toBe(wanted);
    }
    expect((await keyOf(student, 'DELETE')).body.data).toEqual({ classId, revoked: true });
    expect((await fetchFeed(next)).status).toBe(404);
    expect((await fetchFeed(other)).status).toBe(200);
    expect((await keyOf(student, 'GET')).body.data.madeAt).toBeNull();
    await vi.waitFor(() =>
      expect(events.messages.map(({ subject, data }) => [subject, data.userId])).toEqual([
        ['evt.calendar.key-made', student._id],
        ['evt.calendar.key-made', teacher._id],
        ['evt.calendar.key-made', student._id],
        ['evt.calendar.key-revoked', student._id],
      ]),
    );
    await events.close();
  });

  it('is stored as its hash alone, and not told', async () => {
    const key = await makeKey(student);
    const stored = await documentsOf(mongo);
    expect(stored.filter((one) => one.includes(key))).toEqual([]);
    expect(stored.some((one) => one.includes(createHash('sha256').update(key).digest('hex')))).toBe(true);
  });

  it('is refused to who is not of the class', async () => {
    const codes = [];
    for (const role of ['student', 'teacher', 'admin'] as const) {
      const person = hall.auth.person(role);
      for (const method of ['POST', 'GET', 'DELETE']) codes.push((await keyOf(person, method)).body.code);
    }
    expect(codes).toEqual([
      ...Array.from({ length: 3 }, () => 'enrolment_required'),
      ...Array.from({ length: 6 }, () => 'not_class_teacher'),
    ]);
    expect((await keyOf(student, 'POST', 'f'.repeat(24))).body.code).toBe('class_not_found');
  });

  it('ends with the place in the class, and while its owner is disabled', async () => {
    const co = hall.auth.person('teacher');
    hall.setTeachers(classId, [teacher, co]);
    const [ofStudent, ofCo] = [await makeKey(student), await makeKey(co)];
    for (const key of [ofStudent, ofCo]) expect((await fetchFeed(key)).status).toBe(200);
    co.disabled = true;
    expect((await fetchFeed(ofCo)).status).toBe(404);
    co.disabled = false;
    expect((await fetchFeed(ofCo)).status).toBe(200);
    hall.setTeachers(classId, [teacher]);
    hall.remove(classId, student);
    for (const key of [ofStudent, ofCo]) {
      const answer = await fetchFeed(key);
      expect([answer.status, ((await answer.json()) as { code: string }).code]).toEqual([404, 'calendar_not_found']);
    }
  });

  it.each(['x', 'f'.repeat(64), '%00', 'f'.repeat(63), `${'f'.repeat(64)}.ics`])(
    'unknown or impossible (%s): 404',
    async (key) => {
      const answer = await fetchFeed(key);
      expect([answer.status, answer.headers.get('content-type')]).toEqual([404, 'application/json; charset=utf-8']);
    },
  );
});

describe('the calendar', () => {
  it('has what is scheduled, in UTC, under the names that people wrote', async () => {
    const [startsAt, endsAt] = [inHours(24), inHours(26)];
    const { _id } = (await as('POST', '', { classId, startsAt, endsAt, room: 'H1; links, 2. Stock \\ 🚪 חדר' })).body
      .data;
    const { _id: openEnded } = (await as('POST', '', { classId, startsAt: inHours(48) })).body.data;
    const { response, calendar, events, text } = await readFeed(await makeKey(student));
    expect(response.headers.get('content-type')).toBe('text/calendar; charset=utf-8');
    expect(response.headers.get('cache-control')).toBe('no-store');
    expect(calendar.getFirstPropertyValue('version')).toBe('2.0');
    // The parser does not know that this one is text, too.
    const name = `SUMMARY:${calendar.getFirstPropertyValue('name')}`;
    expect(ICAL.Property.fromString(name).getFirstValue()).toBe(NAME);
    expect(events).toMatchObject([
      {
        uid: `${_id}@rollcall`,
        summary: NAME,
        location: 'H1; links, 2. Stock \\ 🚪 חדר',
        ...{ sequence: 0, status: 'CONFIRMED', zone: 'UTC', startsAt, endsAt },
      },
      { uid: `${openEnded}@rollcall`, location: null, startsAt: inHours(48) },
    ]);
    // RFC 5545, 3.1: CRLF alone, 75 octets a line, and no character cut in two.
    expect(text.replaceAll('\r\n', '')).not.toMatch(/[\r\n]/);
    const lines = text.split('\r\n');
    expect(Math.max(...lines.map((line) => Buffer.byteLength(line)))).toBeLessThanOrEqual(75);
    expect(lines.some((line) => line.startsWith(' '))).toBe(true);
    expect(text.isWellFormed()).toBe(true);
  });

  it('a session moved keeps its id and counts up; cancelled it says so and stays', async () => {
    const { _id } = (await as('POST', '', { classId, startsAt: inHours(24), endsAt: inHours(25) })).body.data;
    const key = await makeKey(teacher);
    const read = async () => (await readFeed(key)).events.find(({ uid }) => uid === `${_id}@rollcall`);
    const before = await read();
    const moved = await as('PATCH', `/${_id}`, { startsAt: inHours(30), room: 'H2' });
    expect(moved.status).toBe(200);
    const after = await read();
    expect(after).toMatchObject({
      sequence: 1,
      startsAt: inHours(30),
      endsAt: inHours(31),
      location: 'H2',
      status: 'CONFIRMED',
    });
    expect(after?.modifiedMs).toBeGreaterThanOrEqual(before?.modifiedMs ?? Number.POSITIVE_INFINITY);
    await as('PATCH', `/${_id}`, { room: null });
    expect(await read()).toMatchObject({ sequence: 2, location: null });
    await as('POST', `/${_id}/cancel`, { reason: 'Ill; sorry, all' });
    expect(await read()).toMatchObject({
      sequence: 3,
      status: 'CANCELLED',
      description: 'Ill; sorry, all',
      startsAt: inHours(30),
    });
  });

  it('a session that was started by hand before its time keeps its planned time; one that was not planned is not in it', async () => {
    const startsAt = inHours(24);
    const { _id } = (await as('POST', '', { classId, startsAt, endsAt: inHours(25) })).body.data;
    await as('POST', `/${_id}/activate`);
    await as('POST', `/${_id}/end`);
    await as('POST', '', { classId });
    expect((await readFeed(await makeKey(student))).events).toMatchObject([
      { uid: `${_id}@rollcall`, startsAt, endsAt: inHours(25) },
    ]);
  });
});
