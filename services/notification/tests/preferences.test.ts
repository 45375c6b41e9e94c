import { notificationKind } from '@rollcall/contracts';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { firstOf, type Office, openOffice, until } from './helpers.ts';

let office: Office;
beforeAll(async () => {
  office = await openOffice();
}, 60_000);
afterAll(() => office.close());

const path = '/api/v1/notification-preferences';

it('by default all is in the app, and what is rare and matters comes by mail', async () => {
  const { kinds } = (await office.call(office.auth.person('student'), 'GET', path)).body.data;
  expect(Object.keys(kinds).toSorted()).toEqual(notificationKind.options.toSorted());
  const mailed = Object.keys(kinds).filter((kind) => kinds[kind].email);
  expect(mailed.toSorted()).toEqual(['consecutive_absences', 'device_reset_decided', 'excuse_decided']);
  expect(Object.values<{ inApp: boolean }>(kinds).every(({ inApp }) => inApp)).toBe(true);
});

it('what is said stays, what is left out has its default again', async () => {
  const person = office.auth.person('teacher');
  const off = { inApp: false, email: false };
  const said = await office.call(person, 'PUT', path, { kinds: { excuse_requested: off, session_started: off } });
  expect([said.status, said.body.data.kinds.excuse_requested]).toEqual([200, off]);
  expect((await office.call(person, 'GET', path)).body).toEqual(said.body);
  await office.call(person, 'PUT', path, { kinds: { session_started: off } });
  const { kinds } = (await office.call(person, 'GET', path)).body.data;
  expect([kinds.excuse_requested.inApp, kinds.session_started.inApp]).toEqual([true, false]);
});

it.each([
  ['an unknown kind', { kinds: { parties: { inApp: true, email: false } } }],
  ['a kind of every object', '{"kinds": {"__proto__": {"inApp": true, "email": true}, "constructor": 1}}'],
  ['half of a choice', { kinds: { session_started: { inApp: true } } }],
  ['more than a choice', { kinds: { session_started: { inApp: true, email: true, sms: true } } }],
  ['mails of what is not in the app', { kinds: { session_started: { inApp: false, email: true } } }],
  ['an operator', { kinds: { session_started: { inApp: { $ne: false }, email: false } } }],
  ['another key', { kinds: {}, userId: 'x' }],
  ['a list', { kinds: [] }],
  ['nothing', {}],
])('400 for %s', async (_, body) => {
  const person = office.auth.person('student');
  const given = typeof body === 'string' ? JSON.parse(body) : body;
  const { status, body: answer } = await office.call(person, 'PUT', path, given);
  expect([status, answer.code]).toEqual([400, 'invalid_request']);
});

it('a kind that is switched off makes no document and no frame; others do', async () => {
  const { classId, students } = office.openClass(2);
  const [off, on] = [firstOf(students), firstOf(students.slice(1))];
  await office.call(off, 'PUT', path, { kinds: { session_started: { inApp: false, email: false } } });
  const live = await office.live();
  const sessionId = office.newId();
  await office.tell('sessionStarted', { sessionId, classId, startedAt: '2026-03-02T08:00:00.000Z' });
  await office.tell('sessionCancelled', { sessionId, classId, why: 'Snow' });
  await until(async () => expect(await office.kindsOf(off)).toEqual(['session_cancelled']));
  expect(await office.kindsOf(on)).toEqual(['session_cancelled', 'session_started']);
  await until(() => expect(live.messages).toHaveLength(3));
  await live.close();
});
