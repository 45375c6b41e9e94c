import { createFoundation, onControl, systemTrace } from '@rollcall/service-kit';
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { type Context, createContext } from '../src/context.ts';
import { readConfig } from '../src/index.ts';
import { enrolMany } from '../src/operations/enrol-many.ts';
import { type ClassTest, openClassService } from './helpers.ts';
import { expectTryAgain } from './outages.ts';

let service: ClassTest;
let context: Context;
let teacherToken: string;
/** Two classes of one course. */
let here: string;
let there: string;
const heard: { studentId: string }[] = [];
let courses = 0;

beforeAll(async () => {
  service = await openClassService({ processes: 2 });
  const { infra } = service;
  const urls = { NATS_URL: infra.nats.url, MONGODB_URL: infra.mongodb.url, REDIS_URL: infra.redis.url };
  context = await createContext(readConfig(urls), createFoundation('class', 'silent'));
  onControl(service.bus, 'enrolmentChanged', (data) => heard.push(data));
  await service.bus.connection.flush();
});
afterAll(async () => {
  await context?.close();
  await service.close();
});
beforeEach(async () => {
  teacherToken = service.auth.token(service.auth.person('teacher'));
  courses += 1;
  const course = { code: `MV ${courses}`, name: 'Moving', term: '2026' };
  const courseId = (await service.call('POST', '/api/v1/courses', teacherToken, course)).body.data._id;
  const open = async (className: string): Promise<string> =>
    (await service.call('POST', `/api/v1/courses/${courseId}/classes`, teacherToken, { className })).body.data._id;
  [here, there] = [await open('Here'), await open('There')];
});

const add = (classId: string, studentId: string, move: boolean, process = 0) =>
  service.callUntilAnswered('POST', `/api/v1/classes/${classId}/students`, teacherToken, { studentId, move }, process);
const remove = (classId: string, studentId: string, process = 0) =>
  service.callUntilAnswered(
    'DELETE',
    `/api/v1/classes/${classId}/students/${studentId}`,
    teacherToken,
    undefined,
    process,
  );
const periodsOf = async (studentId: string) =>
  (await service.call('GET', `/api/v1/classes/${here}/students/${studentId}/history`, teacherToken)).body.data
    .items as { classId: string; className: string; from: string; until: string | null }[];

async function eventsOf(studentId: string) {
  const waiting = () => service.database.collection('enrolments').countDocuments({ 'outbox.0': { $exists: true } });
  await expect.poll(waiting, { timeout: 5_000 }).toBe(0);
  const all = (await service.events()) as { subject: string; data: { studentId?: string } }[];
  return all.filter(({ data }) => data.studentId === studentId).map(({ subject, data }) => ({ subject, ...data }));
}

/** At most one period is open, it is the latest, and each begins when the one before has ended or later. */
function expectInOrder(periods: { from: string; until: string | null }[]) {
  const [, ...earlier] = periods;
  for (const [index, { from, until }] of earlier.entries()) {
    expect(until).not.toBeNull();
    expect(from < String(until)).toBe(true);
    expect(String(until) <= String(periods[index]?.from)).toBe(true);
  }
}

describe('a student of another class of the course', () => {
  test('409 without `move`, and nothing has changed', async () => {
    const { _id: studentId } = service.auth.person('student');
    await add(here, studentId, false);
    expect((await add(there, studentId, false)).body.code).toBe('enrolled_in_other_class');
    const classic = await service.call('POST', `/class/${there}/add-student`, teacherToken, { studentId });
    expect(classic.body.code).toBe('enrolled_in_other_class');
    expect(await periodsOf(studentId)).toMatchObject([{ classId: here, until: null }]);
  });

  test('200 with `move`: one period ends as the other begins, both events, both classes told before the answer', async () => {
    const { _id: studentId } = service.auth.person('student');
    await add(here, studentId, false);
    const answer = await add(there, studentId, true);
    await service.bus.connection.flush();
    expect(answer.body.data).toEqual({ classId: there, studentId, added: true, movedFrom: here });
    expect(heard.filter((one) => one.studentId === studentId)).toEqual([
      { classId: here, studentId, enrolled: true },
      { classId: here, studentId, enrolled: false },
      { classId: there, studentId, enrolled: true },
    ]);
    const [current, ended] = await periodsOf(studentId);
    expect(current).toMatchObject({ classId: there, className: 'There', until: null });
    expect(ended).toMatchObject({ classId: here, className: 'Here', until: current?.from });
    const events = await eventsOf(studentId);
    expect(events).toHaveLength(3);
    expect(events).toContainEqual({ subject: 'evt.enrolment.removed', classId: here, studentId, movedTo: there });
    expect(events).toContainEqual({ subject: 'evt.enrolment.added', classId: there, studentId, movedFrom: here });
  });

  test('is not touched in classes that stand alone', async () => {
    const { classId: alone } = await service.classWith(0);
    const { _id: studentId } = service.auth.person('student');
    await add(here, studentId, false);
    const admin = service.auth.token(service.auth.person('admin'));
    const path = `/api/v1/classes/${alone}/students`;
    const answer = await service.call('POST', path, admin, { studentId, move: true });
    expect(answer.body.data).toMatchObject({ added: true, movedFrom: null });
    expect(await periodsOf(studentId)).toMatchObject([{ classId: here, until: null }]);
  });
});

describe('at the same time, over two processes', () => {
  test('50 adds and moves of one student: in one class at the end, the periods follow each other', async () => {
    const { _id: studentId } = service.auth.person('student');
    const answers = await Promise.all(
      Array.from({ length: 50 }, (_, index) => add(index % 4 < 2 ? here : there, studentId, index % 3 > 0, index % 2)),
    );
    expect(answers.filter(({ status }) => status !== 200 && status !== 409)).toEqual([]);
    const periods = await periodsOf(studentId);
    expect(periods.filter(({ until }) => until === null)).toHaveLength(1);
    expectInOrder(periods);
    const added = answers.filter(({ body }) => body.data?.added);
    // An answer that was 503 and came again may say that the student was in already.
    expect(added.length).toBeLessThanOrEqual(periods.length);
    const events = await eventsOf(studentId);
    expect(events.filter(({ subject }) => subject === 'evt.enrolment.added')).toHaveLength(periods.length);
    expect(events.filter(({ subject }) => subject === 'evt.enrolment.removed')).toHaveLength(periods.length - 1);
  });

  test('adds, moves and removals of one student: periods never overlap, each has its events', async () => {
    const { _id: studentId } = service.auth.person('student');
    const acts = [
      (process: number) => add(here, studentId, true, process),
      (process: number) => remove(here, studentId, process),
      (process: number) => add(there, studentId, true, process),
      (process: number) => remove(there, studentId, process),
    ];
    await Promise.all(Array.from({ length: 40 }, (_, index) => acts[index % 4]?.(index % 2)));
    const periods = await periodsOf(studentId);
    expectInOrder(periods);
    const open = periods.filter(({ until }) => until === null).length;
    expect(open).toBeLessThanOrEqual(1);
    const events = await eventsOf(studentId);
    expect(events.filter(({ subject }) => subject === 'evt.enrolment.added')).toHaveLength(periods.length);
    expect(events.filter(({ subject }) => subject === 'evt.enrolment.removed')).toHaveLength(periods.length - open);
  });
});

describe('many at once', () => {
  const trace = systemTrace('test');
  const people = (count: number) =>
    Array.from({ length: count }, () => ({ studentNumber: null, ...service.auth.person('student') }));
  const enrolAll = async (classId: string, students: ReturnType<typeof people>, move = false) => {
    const found = await context.classes.get(classId);
    if (!found) throw new Error('no such class');
    return enrolMany(context, { class: found, students, move, how: 'import' }, trace);
  };
  const tally = (outcomes: Map<string, string>) =>
    Object.fromEntries([...Map.groupBy(outcomes.values(), (one) => one)].map(([key, all]) => [key, all.length]));

  test('500 are added, some stay or move, and the chunk again changes nothing', async () => {
    const students = people(500);
    await enrolAll(there, students.slice(0, 100));
    await enrolAll(here, students.slice(100, 150));
    expect(tally(await enrolAll(here, students))).toEqual({ added: 350, already: 50, other_class: 100 });
    expect(tally(await enrolAll(here, students, true))).toEqual({ already: 400, moved: 100 });
    expect(tally(await enrolAll(here, students, true))).toEqual({ already: 500 });
    expect(await context.enrolments.countByClass([here, there])).toEqual(new Map([[here, 500]]));
    expect(await periodsOf(String(students[0]?._id))).toHaveLength(2);
  });

  test('two processes with overlapping chunks: everybody is in once, nobody is lost', async () => {
    const students = people(200);
    const outcomes = await Promise.all([
      enrolAll(here, students.slice(0, 150)),
      enrolAll(there, students.slice(50), true),
      enrolAll(here, [...students.slice(0, 100), ...students.slice(0, 10)], true),
    ]);
    expect(outcomes.map(({ size }) => size)).toEqual([150, 150, 100]);
    const counts = await context.enrolments.countByClass([here, there]);
    expect((counts.get(here) ?? 0) + (counts.get(there) ?? 0)).toBe(200);
    for (const { _id } of students.slice(50, 60)) expectInOrder(await periodsOf(_id));
  });

  test('an archived class takes nobody', async () => {
    await service.call('PATCH', `/api/v1/classes/${here}`, teacherToken, { archived: true });
    await expect(enrolAll(here, people(2))).rejects.toMatchObject({ code: 'class_archived' });
  });
});

test.each(['SIGSTOP', 'SIGKILL'] as const)(
  '503 soon while MongoDB is away (%s), and nothing is half done: the move succeeds after its return',
  async (signal) => {
    const { mongodb } = service.infra;
    const { _id: studentId } = service.auth.person('student');
    await add(here, studentId, false);
    const move = () =>
      service.call('POST', `/api/v1/classes/${there}/students`, teacherToken, { studentId, move: true });
    await mongodb.signal(signal);
    await expectTryAgain(move);
    if (signal === 'SIGKILL') await mongodb.restart();
    else await mongodb.signal('SIGCONT');
    await expect.poll(async () => (await move()).status, { timeout: 10_000 }).toBe(200);
    const periods = await periodsOf(studentId);
    expect(periods).toMatchObject([{ classId: there, until: null }, { classId: here }]);
    expectInOrder(periods);
  },
);
