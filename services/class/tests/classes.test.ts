import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { expectFailure } from './failures.ts';
import { type ClassTest, first, openClassService } from './helpers.ts';

const ID = /^[0-9a-f]{24}$/;

let service: ClassTest;
beforeAll(async () => {
  service = await openClassService();
});
afterAll(() => service.close());

const emptyClass = {
  teachers: [{ _id: expect.any(String), name: expect.any(String) }],
  course: null,
  description: null,
  scheduleText: null,
  meetingTimes: [],
  timeZone: 'UTC',
  nextMeeting: null,
  activeSession: null,
  sessionDefaults: {},
  studentCount: 0,
  archived: false,
  createdAt: expect.any(String),
};

describe.each([
  { path: '/class', more: { studentIds: [] } },
  { path: '/api/v1/classes', more: emptyClass },
])('POST $path', ({ path, more }) => {
  test('201: the new class, owned by the teacher, with exactly the keys of the contract', async () => {
    const teacher = service.auth.person('teacher');
    const answer = await service.call('POST', path, service.auth.token(teacher), { className: 'Physics' });
    const data = { _id: expect.stringMatching(ID), className: 'Physics', teacherId: teacher._id, ...more };
    expect(answer).toEqual({ status: 201, body: { success: true, data }, retryAfter: null });
  });

  test('two classes of one name are two classes', async () => {
    const token = service.auth.token(service.auth.person('teacher'));
    const [one, two] = await Promise.all([1, 2].map(() => service.call('POST', path, token, { className: 'Twins' })));
    expect(one?.body.data._id).not.toBe(two?.body.data._id);
  });

  test('401 without a token and with a foreign one, before the body is read', async () => {
    expectFailure(await service.call('POST', path, undefined, '{no json'), 'noToken');
    expectFailure(await service.call('POST', path, 'ey.ey.ey', '{no json'), 'noToken');
  });

  test('403 for students and admins, before the body is read', async () => {
    for (const role of ['student', 'admin'] as const) {
      const token = service.auth.token(service.auth.person(role));
      expectFailure(await service.call('POST', path, token, '{no json'), 'teacherRequired');
    }
  });
});

describe('GET /class/:id', () => {
  test('200 for owner, co-teacher and student: students in the order of enrolment, exactly the keys of the contract', async () => {
    const { teacher, teacherToken, students, classId } = await service.classWith(3);
    const coTeacher = service.auth.person('teacher');
    await service.addCoTeacher(classId, coTeacher);
    const data = {
      _id: classId,
      className: 'Physics',
      teacherId: teacher._id,
      students: students.map(({ _id, name, email }) => ({ _id, name, email })),
    };
    for (const token of [teacherToken, service.auth.token(coTeacher), service.auth.token(first(students))]) {
      const answer = await service.call('GET', `/class/${classId}`, token);
      expect(answer).toEqual({ status: 200, body: { success: true, data }, retryAfter: null });
    }
  });

  test('200: an id in upper case is the same id', async () => {
    const { teacherToken, classId } = await service.classWith(0);
    const answer = await service.call('GET', `/class/${classId.toUpperCase()}`, teacherToken);
    expect(answer.body.data).toMatchObject({ _id: classId, students: [] });
  });

  test('200: a hall of 1,001 by pages of 1,000, without the account that is gone', async () => {
    const { teacherToken, classId } = await service.classWith(0);
    const students = Array.from({ length: 1_001 }, () => service.auth.person('student'));
    await service.fill(classId, [...students.slice(500), { _id: 'f'.repeat(24) }, ...students.slice(0, 500)]);
    const answer = await service.call('GET', `/class/${classId}`, teacherToken);
    const expected = [...students.slice(500), ...students.slice(0, 500)].map(({ name }) => name);
    expect(answer.body.data.students.map(({ name }: { name: string }) => name)).toEqual(expected);
  });

  test('403 for another teacher, another student and an admin', async () => {
    const { classId } = await service.classWith(1);
    for (const role of ['teacher', 'student', 'admin'] as const) {
      const token = service.auth.token(service.auth.person(role));
      expectFailure(await service.call('GET', `/class/${classId}`, token), 'notClassTeacher');
    }
  });

  test('404 for unknown and impossible ids; 401 for the same without a token', async () => {
    const token = service.auth.token(service.auth.person('teacher'));
    for (const id of ['f'.repeat(24), 'xyz', '1', 'f'.repeat(25), '%7B%22$ne%22:%22%22%7D', `${'a'.repeat(23)}é`]) {
      expectFailure(await service.call('GET', `/class/${id}`, token), 'noClass');
      expectFailure(await service.call('GET', `/class/${id}`), 'noToken');
    }
  });
});

describe('GET /class/:id/my-attendance', () => {
  const statuses = { present: 'present', late: 'present', absent: 'absent', excused: 'absent' } as const;

  test.each(Object.entries(statuses))('200: %s is %s here', async (status, classic) => {
    const { students, classId } = await service.classWith(1);
    service.setResult(classId, first(students), status as keyof typeof statuses);
    const answer = await service.call('GET', `/class/${classId}/my-attendance`, service.auth.token(first(students)));
    const data = { classId, status: classic };
    expect(answer).toEqual({ status: 200, body: { success: true, data }, retryAfter: null });
  });

  test('200: null before the first finished session', async () => {
    const { students, classId } = await service.classWith(1);
    const answer = await service.call('GET', `/class/${classId}/my-attendance`, service.auth.token(first(students)));
    expect(answer.body).toEqual({ success: true, data: { classId, status: null } });
  });

  test('403 for a student of another class, 403 for teachers, 404, 401', async () => {
    const { teacherToken, classId } = await service.classWith(0);
    const path = `/class/${classId}/my-attendance`;
    const token = service.auth.token(service.auth.person('student'));
    expectFailure(await service.call('GET', path, token), 'notEnrolled');
    expectFailure(await service.call('GET', path, teacherToken), 'studentRequired');
    expectFailure(await service.call('GET', `/class/${'f'.repeat(24)}/my-attendance`, token), 'noClass');
    expectFailure(await service.call('GET', '/class/xyz/my-attendance', token), 'noClass');
    expectFailure(await service.call('GET', '/class/xyz/my-attendance', teacherToken), 'studentRequired');
    expectFailure(await service.call('GET', '/class/xyz/my-attendance'), 'noToken');
  });
});
