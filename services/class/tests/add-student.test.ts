import { rpcs } from '@rollcall/contracts';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { expectFailure } from './failures.ts';
import { type ClassTest, openClassService } from './helpers.ts';

let service: ClassTest;
beforeAll(async () => {
  service = await openClassService({ processes: 2 });
});
afterAll(() => service.close());

const classic = (classId: string) => `/class/${classId}/add-student`;
const api = (classId: string) => `/api/v1/classes/${classId}/students`;
const NOBODY = 'f'.repeat(24);

test('200 (classic): the class with its students in the order of enrolment, exactly the keys of the contract', async () => {
  const { teacher, teacherToken, classId } = await service.classWith(0);
  const studentIds: string[] = [];
  for (const student of [1, 2, 3].map(() => service.auth.person('student')).toReversed()) {
    studentIds.push(student._id);
    const answer = await service.call('POST', classic(classId), teacherToken, { studentId: student._id });
    const data = { _id: classId, className: 'Physics', teacherId: teacher._id, studentIds };
    expect(answer).toEqual({ status: 200, body: { success: true, data }, retryAfter: null });
  }
});

test('200 (/api/v1): added, and not added again', async () => {
  const { teacherToken, classId } = await service.classWith(0);
  const { _id: studentId } = service.auth.person('student');
  for (const added of [true, false]) {
    const answer = await service.call('POST', api(classId), teacherToken, { studentId: studentId.toUpperCase() });
    const data = { classId, studentId, added, movedFrom: null };
    expect(answer).toEqual({ status: 200, body: { success: true, data }, retryAfter: null });
  }
});

test('200 for a co-teacher', async () => {
  const { classId } = await service.classWith(0);
  const coTeacher = service.auth.person('teacher');
  await service.addCoTeacher(classId, coTeacher);
  const { _id: studentId } = service.auth.person('student');
  const answer = await service.call('POST', classic(classId), service.auth.token(coTeacher), { studentId });
  expect(answer.body.data.studentIds).toEqual([studentId]);
});

test('the same student 50 times at once over two processes: enrolled once, everybody is told so', async () => {
  const { teacherToken, classId } = await service.classWith(0);
  const { _id: studentId } = service.auth.person('student');
  const answers = await Promise.all(
    Array.from({ length: 50 }, (_, index) =>
      index % 4 < 2
        ? service.callUntilAnswered('POST', classic(classId), teacherToken, { studentId }, index % 2)
        : service.callUntilAnswered('POST', api(classId), teacherToken, { studentId }, index % 2),
    ),
  );
  expect(new Set(answers.map(({ status }) => status))).toEqual(new Set([200]));
  const data = answers.map(({ body }) => body.data);
  expect(data.filter((one) => one.added === true).length).toBeLessThanOrEqual(1);
  expect(data.filter((one) => one.added === undefined).map((one) => one.studentIds)).toEqual(
    Array.from({ length: 26 }, () => [studentId]),
  );
  expect(await service.database.collection('enrolments').countDocuments({ classId })).toBe(1);
});

test('50 students at once over two processes: all enrolled, once each', async () => {
  const { teacherToken, classId } = await service.classWith(0);
  const students = Array.from({ length: 50 }, () => service.auth.person('student')._id);
  await Promise.all(
    students.map((studentId, index) =>
      service.callUntilAnswered('POST', classic(classId), teacherToken, { studentId }, index % 2),
    ),
  );
  const { studentIds } = await service.ask(rpcs.class.roster, { classId, limit: 100 });
  expect(studentIds).toEqual(students.toSorted());
});

describe.each([
  { name: 'POST /class/:id/add-student', path: classic },
  { name: 'POST /api/v1/classes/:id/students', path: api },
])('$name', ({ path }) => {
  test('checks in the order 401, 403 role, 400 body, 404 class, 403 teacher, 404 student', async () => {
    const { teacherToken, classId } = await service.classWith(0);
    const student = service.auth.token(service.auth.person('student'));
    const otherTeacher = service.auth.token(service.auth.person('teacher'));
    const bad = { studentId: 1 };
    const unknown = { studentId: NOBODY };
    expectFailure(await service.call('POST', path('xyz'), undefined, bad), 'noToken');
    expectFailure(await service.call('POST', path('xyz'), student, bad), 'teacherRequired');
    expectFailure(await service.call('POST', path('xyz'), otherTeacher, bad), 'schema');
    expectFailure(await service.call('POST', path('xyz'), otherTeacher, unknown), 'noClass');
    expectFailure(await service.call('POST', path(NOBODY), otherTeacher, unknown), 'noClass');
    expectFailure(await service.call('POST', path(classId), otherTeacher, unknown), 'notClassTeacher');
    expectFailure(await service.call('POST', path(classId), teacherToken, unknown), 'noStudent');
  });

  test('404 for a teacher, an admin and a disabled student; nothing is stored', async () => {
    const { teacher, teacherToken, classId } = await service.classWith(0);
    const disabled = service.auth.person('student', { disabled: true });
    for (const { _id: studentId } of [teacher, service.auth.person('admin'), disabled]) {
      expectFailure(await service.call('POST', path(classId), teacherToken, { studentId }), 'noStudent');
    }
    expect(await service.database.collection('enrolments').countDocuments({ classId })).toBe(0);
  });
});
