import { expect, test } from 'vitest';
import { call, dataOf, impossibleIds, type Origin, refusal, sentences, success, UNKNOWN_ID } from '../helpers/http.ts';
import { createClass, enrol, type Person, signUpAll } from '../helpers/people.ts';

const ID = /^[0-9a-f]{24}$/;

export function classTests(rollcall: Origin, people: { teacher: Person; other: Person; student: Person }): void {
  const add = (token: string | undefined, classId: string, json: unknown) =>
    call(rollcall, `POST /class/${classId}/add-student`, { token, json });
  const get = (token: string | undefined, classId: string) => call(rollcall, `GET /class/${classId}`, { token });

  test('POST /class: 201 with exactly _id, className, teacherId and no students; unknown keys are ignored', async () => {
    const json = { className: 'Math 101', teacherId: people.other._id, studentIds: [people.student._id], _id: 'mine' };
    const data = {
      _id: expect.stringMatching(ID),
      className: 'Math 101',
      teacherId: people.teacher._id,
      studentIds: [],
    };
    const answer = await call(rollcall, 'POST /class', { token: people.teacher.token, json });
    expect(answer).toEqual(success(201, data));
  });

  test.each([
    ['nothing', {}],
    ['a number', { className: 101 }],
    ['an operator', { className: { $ne: '' } }],
    ['an array', { className: ['Math'] }],
    ['null', { className: null }],
  ])('POST /class with %s for a name: 400', async (_what, json) => {
    const answer = await call(rollcall, 'POST /class', { token: people.teacher.token, json });
    expect(answer).toEqual(refusal(400, sentences.schema));
  });

  test('POST /class: 403 for students, before the body is judged', async () => {
    for (const json of [{ className: 'Math 101' }, { className: 7 }]) {
      const answer = await call(rollcall, 'POST /class', { token: people.student.token, json });
      expect(answer).toEqual(refusal(403, sentences.teacherOnly));
    }
  });

  test('GET /class/:id: the owner and the enrolled see exactly the class and its students', async () => {
    const classId = await createClass(rollcall, people.teacher, [people.student]);
    const { _id, name, email } = people.student;
    const data = {
      _id: classId,
      className: 'Algorithms',
      teacherId: people.teacher._id,
      students: [{ _id, name, email }],
    };
    expect(await get(people.teacher.token, classId)).toEqual(success(200, data));
    expect(await get(people.student.token, classId)).toEqual(success(200, data));
  });

  test('GET /class/:id: a class without students has an empty list', async () => {
    const classId = await createClass(rollcall, people.teacher);
    expect(dataOf(await get(people.teacher.token, classId))).toMatchObject({ students: [] });
  });

  test('GET /class/:id: 403 for anyone else', async () => {
    const classId = await createClass(rollcall, people.teacher);
    for (const { token } of [people.other, people.student]) {
      expect(await get(token, classId)).toEqual(refusal(403, sentences.notTeacherOfClass));
    }
  });

  test('add-student: 200 with exactly the class and its studentIds, unknown keys ignored, twice changes nothing', async () => {
    const classId = await createClass(rollcall, people.teacher);
    const data = {
      _id: classId,
      className: 'Algorithms',
      teacherId: people.teacher._id,
      studentIds: [people.student._id],
    };
    for (let times = 0; times < 2; times++) {
      const answer = await add(people.teacher.token, classId, { studentId: people.student._id, note: 'late' });
      expect(answer).toEqual(success(200, data));
    }
  });

  test('add-student: ten at once, each twice, are all in the class once', async () => {
    const students = await signUpAll(rollcall, 'student', 10);
    const classId = await createClass(rollcall, people.teacher);
    const twice = [...students, ...students];
    await Promise.all(twice.map((student) => enrol(rollcall, people.teacher, classId, student)));
    const listed = dataOf<{ students: Person[] }>(await get(people.teacher.token, classId)).students;
    expect(listed.map(({ _id }) => _id).sort()).toEqual(students.map(({ _id }) => _id).sort());
  });

  test.each([
    ['nothing', {}],
    ['a number', { studentId: 7 }],
    ['an operator', { studentId: { $ne: '' } }],
    ['an array', { studentId: [UNKNOWN_ID] }],
    ['null', { studentId: null }],
    ['an impossible id', { studentId: 'nobody' }],
  ])('add-student with %s: 400, also for an unknown or foreign class', async (_what, json) => {
    const classId = await createClass(rollcall, people.other);
    for (const one of [UNKNOWN_ID, classId]) {
      expect(await add(people.teacher.token, one, json)).toEqual(refusal(400, sentences.schema));
    }
  });

  test('add-student: 403 for another teacher, before the student is looked up; 403 for students', async () => {
    const classId = await createClass(rollcall, people.teacher);
    const json = { studentId: UNKNOWN_ID };
    expect(await add(people.other.token, classId, json)).toEqual(refusal(403, sentences.notTeacherOfClass));
    expect(await add(people.student.token, classId, json)).toEqual(refusal(403, sentences.teacherOnly));
  });

  test("add-student: 404 Student not found for unknown people and for a teacher's id", async () => {
    const classId = await createClass(rollcall, people.teacher);
    for (const studentId of [UNKNOWN_ID, people.teacher._id, people.other._id]) {
      expect(await add(people.teacher.token, classId, { studentId })).toEqual(refusal(404, sentences.noStudent));
    }
    expect(dataOf(await get(people.teacher.token, classId))).toMatchObject({ students: [] });
  });

  test('unknown and impossible ids in a path: 404 Class not found with a token, 401 without', async () => {
    for (const classId of [UNKNOWN_ID, ...impossibleIds]) {
      const json = { studentId: people.student._id };
      expect(await get(people.teacher.token, classId)).toEqual(refusal(404, sentences.noClass));
      expect(await add(people.teacher.token, classId, json)).toEqual(refusal(404, sentences.noClass));
      const mine = await call(rollcall, `GET /class/${classId}/my-attendance`, { token: people.student.token });
      expect(mine).toEqual(refusal(404, sentences.noClass));
      expect(await get(undefined, classId)).toEqual(refusal(401, sentences.unauthorized));
      expect(await add(undefined, classId, json)).toEqual(refusal(401, sentences.unauthorized));
      const nobody = await call(rollcall, `GET /class/${classId}/my-attendance`);
      expect(nobody).toEqual(refusal(401, sentences.unauthorized));
    }
  });

  test('an id in upper case names the same class', async () => {
    const classId = await createClass(rollcall, people.teacher);
    await enrol(rollcall, people.teacher, classId.toUpperCase(), people.student);
    expect(dataOf(await get(people.student.token, classId.toUpperCase()))).toMatchObject({ _id: classId });
  });
}
