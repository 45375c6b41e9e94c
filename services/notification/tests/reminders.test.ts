import { afterAll, beforeAll, expect, it } from 'vitest';
import { firstOf, type Office, openOffice, until } from './helpers.ts';

let office: Office;
beforeAll(async () => {
  // Three seconds before.
  office = await openOffice({ processes: 2, env: { REMINDER_MINUTES: '0.05' } });
}, 60_000);
afterAll(() => office.close());

const inMs = (ms: number) => new Date(Date.now() + ms).toISOString();
let said = Date.parse('2026-03-02T08:00:00.000Z');

function schedule(sessionId: string, classId: string, startsAt: string, saidAtMs = said++) {
  const time = new Date(saidAtMs).toISOString();
  return office.tell('sessionScheduled', { sessionId, classId, startsAt, endsAt: null }, { time });
}

/** A session of which people have been reminded when nobody was reminded of those before it. */
async function afterOthers(classId: string) {
  const last = office.openClass();
  await schedule(office.newId(), last.classId, inMs(3_500));
  await until(async () => expect(await office.kindsOf(firstOf(last.students))).toEqual(['session_reminder']));
  return classId;
}

it('students and teachers are reminded once, when it is time and not before', async () => {
  const { classId, students, teachers } = office.openClass(2);
  const sessionId = office.newId();
  const startsAt = inMs(5_000);
  await schedule(sessionId, classId, startsAt);
  const [student, teacher] = [firstOf(students), firstOf(teachers)];
  const words = { kind: 'session_reminder', data: { sessionId, className: 'Physics', startsAt } };
  await until(async () => expect((await office.listOf(student)).items).toMatchObject([words]));
  const { createdAt = '' } = firstOf((await office.listOf(student)).items);
  expect(Date.parse(startsAt) - Date.parse(createdAt)).toBeLessThanOrEqual(3_000);
  expect((await office.listOf(teacher)).items).toMatchObject([words]);
});

it('of a session that was moved by its new time alone, in whatever order that is heard', async () => {
  const { classId, students } = office.openClass();
  const student = firstOf(students);
  const [sooner, later] = [inMs(3_300), inMs(5_000)];
  for (const order of ['moved', 'moved, heard first']) {
    const sessionId = office.newId();
    const [first, second] = [said++, said++];
    if (order === 'moved') await schedule(sessionId, classId, sooner, first);
    await schedule(sessionId, classId, later, second);
    if (order !== 'moved') await schedule(sessionId, classId, sooner, first);
  }
  await until(async () => expect((await office.listOf(student)).items).toHaveLength(2));
  await afterOthers(classId);
  expect((await office.listOf(student)).items).toMatchObject([
    { data: { startsAt: later } },
    { data: { startsAt: later } },
  ]);
});

it.each(['cancelled', 'started'] as const)(
  'not of a session that was %s before, in whatever order that is heard',
  async (what) => {
    const { classId, students, teachers } = office.openClass();
    const end = (sessionId: string) =>
      what === 'cancelled'
        ? office.tell('sessionCancelled', { sessionId, classId, why: 'Snow' })
        : office.tell('sessionStarted', { sessionId, classId, startedAt: inMs(0) });
    const [first, second] = [office.newId(), office.newId()];
    const startsAt = inMs(3_500);
    await schedule(first, classId, startsAt);
    await end(first);
    await end(second);
    await schedule(second, classId, startsAt);
    await afterOthers(classId);
    expect(await office.kindsOf(firstOf(students))).toEqual(Array(2).fill(`session_${what}`));
    expect(await office.kindsOf(firstOf(teachers))).toEqual([]);
  },
);

it('a reminder of what was cancelled afterwards is read', async () => {
  const { classId, students } = office.openClass();
  const sessionId = office.newId();
  await schedule(sessionId, classId, inMs(2_500));
  const student = firstOf(students);
  await until(async () => expect((await office.listOf(student)).unread).toBe(1));
  await office.tell('sessionCancelled', { sessionId, classId, why: 'Snow' });
  await until(async () => expect(await office.kindsOf(student)).toEqual(['session_cancelled', 'session_reminder']));
  expect((await office.listOf(student)).unread).toBe(1);
});

it('also when the queue never heard of it, because Redis was away', async () => {
  const other = await openOffice({ env: { REMINDER_MINUTES: '1' } });
  try {
    const { classId, students } = other.openClass();
    await other.infra.redis.signal('SIGKILL');
    const event = { sessionId: other.newId(), classId, startsAt: inMs(25_000), endsAt: null };
    await other.tell('sessionScheduled', event);
    await until(async () => expect(await other.kindsOf(firstOf(students))).toEqual(['session_reminder']));
  } finally {
    await other.close();
  }
}, 60_000);
