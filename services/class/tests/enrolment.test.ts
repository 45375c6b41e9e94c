import { afterAll, beforeAll, beforeEach, describe, expect, test, vi } from 'vitest';
import { nameFilter } from '../src/store/enrolment-lists.ts';
import { enrolmentModel } from '../src/store/enrolments.ts';
import { expectFailure } from './failures.ts';
import { type ClassTest, first, openClassService } from './helpers.ts';

let service: ClassTest;
let teacherToken: string;
let classId: string;
beforeAll(async () => {
  service = await openClassService({ processes: 2 });
});
afterAll(() => service.close());
beforeEach(async () => {
  ({ teacherToken, classId } = await service.classWith(0));
});

interface Explained {
  queryPlanner: { winningPlan: object };
  executionStats: { totalDocsExamined: number };
}

const NOBODY = 'f'.repeat(24);
const path = (id = classId) => `/api/v1/classes/${id}/students`;
const add = (body: object, token = teacherToken) => service.call('POST', path(), token, body);
const list = (query = '', token = teacherToken) => service.call('GET', `${path()}${query}`, token);
const remove = (studentId: string, token = teacherToken) =>
  service.call('DELETE', `${path()}/${studentId}`, token, undefined, 1);
const history = (studentId: string, token = teacherToken) =>
  service.call('GET', `${path()}/${studentId}/history`, token);
const namesOf = (answer: Awaited<ReturnType<typeof list>>) =>
  answer.body.data.items.map(({ name }: { name: string }) => name);
const eventsOf = async (studentId: string) => {
  const waiting = () => service.database.collection('enrolments').countDocuments({ 'outbox.0': { $exists: true } });
  await expect.poll(waiting, { timeout: 5_000 }).toBe(0);
  const all = (await service.events()) as { subject: string; data: { studentId?: string } }[];
  return all.filter(({ data }) => data.studentId === studentId).map(({ subject }) => subject);
};

async function addAll(names: string[]) {
  for (const name of names) await add({ studentId: service.auth.person('student', { name })._id });
}

describe('adding', () => {
  test('200 by e-mail in any spelling, for an administrator too', async () => {
    const { _id: studentId, email } = service.auth.person('student', { email: 'ada@example.org' });
    const admin = service.auth.token(service.auth.person('admin'));
    const answer = await add({ email: email.toUpperCase() }, admin);
    expect(answer.body.data).toEqual({ classId, studentId, added: true, movedFrom: null });
  });

  test('404 for teachers, disabled users, unknown ids, and addresses that only look like one', async () => {
    service.auth.person('student', { email: 'bob@example.org' });
    service.auth.person('student', { email: 'off@example.org', disabled: true });
    const bodies = [
      { studentId: service.auth.person('teacher')._id },
      { studentId: NOBODY },
      { email: 'off@example.org' },
      { email: 'bоb@example.org' }, // the second letter is Cyrillic
      { email: 'bob@example.org\u0000' },
      { email: '.*@example.org' },
    ];
    for (const body of bodies) expectFailure(await add(body), 'noStudent');
    expect(namesOf(await list())).toEqual([]);
  });

  test('400 for both, neither, operators and fields that there are not', async () => {
    const { _id: studentId, email } = service.auth.person('student');
    const bodies = [
      { studentId, email },
      {},
      { studentId: { $ne: null } },
      { email: { $gt: '' } },
      { studentId, move: 'yes' },
      { studentId, role: 'teacher' },
    ];
    for (const body of bodies) expectFailure(await add(body), 'schema');
  });

  test('409 to an archived class, by both routes', async () => {
    await service.call('PATCH', `/api/v1/classes/${classId}`, teacherToken, { archived: true });
    const { _id: studentId } = service.auth.person('student');
    expect((await add({ studentId })).body.code).toBe('class_archived');
    const classic = await service.call('POST', `/class/${classId}/add-student`, teacherToken, { studentId });
    expect(classic.body.code).toBe('class_archived');
  });
});

describe('the list', () => {
  test('200 by name, in pages, each student once', async () => {
    await addAll(['Zoë', 'anna B', 'Ánna A', 'Émile', 'Bob', 'Bob']);
    const seen: string[] = [];
    let cursor: string | null = '';
    while (cursor !== null) {
      const answer: Awaited<ReturnType<typeof list>> = await list(`?limit=2${cursor && `&cursor=${cursor}`}`);
      seen.push(...namesOf(answer));
      cursor = answer.body.data.nextCursor;
    }
    expect(seen).toEqual(['Ánna A', 'anna B', 'Bob', 'Bob', 'Émile', 'Zoë']);
  });

  test('200 with exactly the keys of the contract', async () => {
    const student = service.auth.person('student', { name: 'Ada', studentNumber: 'S-1' });
    await add({ studentId: student._id });
    const { _id, email } = student;
    const enrolledAt = expect.stringMatching(/^\d{4}-.*Z$/);
    const item = { _id, name: 'Ada', email, studentNumber: 'S-1', disabled: false, enrolledAt };
    expect((await list()).body.data).toEqual({ items: [item], nextCursor: null });
  });

  test('200 of a search: the beginnings of words, e-mail and number; regular expressions are text', async () => {
    await service.call('POST', path(), teacherToken, {
      studentId: service.auth.person('student', { name: 'Jürgen O’Neil', studentNumber: 'S-77' })._id,
    });
    await addAll(['Ann Berg', 'A.C Dent']);
    const found = async (search: string) => namesOf(await list(`?search=${encodeURIComponent(search)}`));
    expect(await found('jurg')).toEqual(['Jürgen O’Neil']);
    expect(await found('NEIL jür')).toEqual(['Jürgen O’Neil']);
    expect(await found('s-77')).toEqual(['Jürgen O’Neil']);
    expect(await found('a.c')).toEqual(['A.C Dent']);
    for (const search of ['.*', '^a', '(', '[', '\\', '$where', 'a+', '|']) expect(await found(search)).toEqual([]);
    expect(await found('\0')).toHaveLength(3);
  });

  test('400 for broken cursors and queries', async () => {
    const forged = (value: unknown) => `?cursor=${Buffer.from(JSON.stringify(value)).toString('base64url')}`;
    const queries = ['?cursor=x', forged([{ $gt: '' }, NOBODY]), forged(['a', { $ne: 1 }]), '?limit=0', '?limit=1001'];
    for (const query of [...queries, '?search[$ne]=a', '?unknown=1', `?search=${'a'.repeat(101)}`]) {
      expectFailure(await list(query), 'schema');
    }
  });

  test('reads one index, in its order, and nothing of other classes', async () => {
    await addAll(['Ada', 'Bob', 'Cyd']);
    await service.classWith(3);
    const after = { nameKey: 'ada', _id: NOBODY };
    for (const page of [{}, { after }, { search: 'b', after }]) {
      const filter = nameFilter({ classId, search: '', after: undefined, ...page });
      const query = enrolmentModel(service.database).find(filter).sort({ nameKey: 1, _id: 1 }).limit(100);
      const { queryPlanner, executionStats } = (await query.explain('executionStats')) as unknown as Explained;
      const plan = JSON.stringify(queryPlanner.winningPlan);
      expect(plan).toContain('"indexName":"current_by_name"');
      expect(plan).not.toMatch(/"stage":"(COLLSCAN|SORT)"/);
      expect(executionStats.totalDocsExamined).toBeLessThanOrEqual(3);
    }
  });
});

describe('removing', () => {
  test('200, once: the student is out, the period stays, every process has heard it before the answer', async () => {
    const { _id: studentId } = service.auth.person('student');
    await add({ studentId });
    expect((await remove(studentId)).body.data).toEqual({ classId, studentId, removed: true });
    expect((await remove(studentId)).body.data).toEqual({ classId, studentId, removed: false });
    expect(namesOf(await list())).toEqual([]);
    const [period] = (await history(studentId)).body.data.items;
    expect(period).toEqual({ classId, className: 'Physics', from: expect.any(String), until: expect.any(String) });
    expect(period.from < period.until).toBe(true);
    expect(await eventsOf(studentId)).toEqual(['evt.enrolment.added', 'evt.enrolment.removed']);
  });

  test('200 for somebody who was never in; 404 for what is no id', async () => {
    expect((await remove(NOBODY)).body.data).toEqual({ classId, studentId: NOBODY, removed: false });
    expectFailure(await remove('xyz'), 'noStudent');
    expectFailure(await history('xyz'), 'noStudent');
  });

  test('and adding again make periods that follow each other, the latest first', async () => {
    const { _id: studentId } = service.auth.person('student');
    for (const _ of [1, 2]) {
      await add({ studentId });
      await remove(studentId);
    }
    await add({ studentId });
    const periods = (await history(studentId)).body.data.items as { from: string; until: string | null }[];
    expect(periods.map(({ until }) => until === null)).toEqual([true, false, false]);
    for (const [index, { until }] of periods.slice(1).entries()) {
      expect(String(until) <= String(periods[index]?.from)).toBe(true);
    }
    expect(namesOf(await list())).toHaveLength(1);
  });
});

describe('who may', () => {
  test('the class’s teachers and administrators: 403 for students and other teachers, 404 without such a class', async () => {
    const { _id: studentId } = service.auth.person('student');
    const coTeacher = service.auth.person('teacher');
    await service.addCoTeacher(classId, coTeacher);
    const requests = (token: string | undefined) => [
      service.call('GET', path(), token),
      service.call('POST', path(), token, { studentId }),
      service.call('DELETE', `${path()}/${studentId}`, token),
      service.call('GET', `${path()}/${studentId}/history`, token),
    ];
    for (const answer of await Promise.all(requests(undefined))) expectFailure(answer, 'noToken');
    const stranger = service.auth.token(service.auth.person('teacher'));
    for (const answer of await Promise.all(requests(stranger))) expectFailure(answer, 'notClassTeacher');
    const student = service.auth.token(service.auth.person('student'));
    for (const answer of await Promise.all(requests(student))) expect(answer.status).toBe(403);
    for (const person of [coTeacher, service.auth.person('admin')]) {
      for (const ask of await Promise.all(requests(service.auth.token(person)))) expect(ask.status).toBe(200);
    }
    classId = NOBODY;
    for (const answer of await Promise.all(requests(stranger))) expectFailure(answer, 'noClass');
  });
});

test('a document of version 1 is read, listed with its name after a while, removed and moved on from', async () => {
  const student = service.auth.person('student', { name: 'Old Hand' });
  await service.fill(classId, [student]);
  const { _id: studentId } = student;
  expect((await list()).body.data.items).toMatchObject([{ _id: studentId }]);
  expect((await add({ studentId })).body.data.added).toBe(false);
  await vi.waitFor(async () => expect(namesOf(await list('?search=hand'))).toEqual(['Old Hand']), { timeout: 10_000 });
  await remove(studentId);
  expect((await add({ studentId })).body.data.added).toBe(true);
  expect((await history(studentId)).body.data.items).toMatchObject([{ until: null }, { until: expect.any(String) }]);
  expect(first(namesOf(await list()))).toBe('Old Hand');
});
