import { expect, test } from 'vitest';
import { openSocket } from '../helpers/classic-socket.ts';
import { call, dataOf, type Origin, refusal, sentences, success, UNKNOWN_ID } from '../helpers/http.ts';
import { createClass, enrol, myAttendance, type Person, signUp, start, statusOfSession } from '../helpers/people.ts';

export function sessionTests(rollcall: Origin, people: { other: Person; student: Person }): void {
  const post = (token: string, json: unknown) => call(rollcall, 'POST /attendance/start', { token, json });
  const mine = (person: Person, classId: string) =>
    call(rollcall, `GET /class/${classId}/my-attendance`, { token: person.token });

  test('POST /attendance/start: 200 with exactly classId, startedAt, sessionId; unknown keys are ignored', async () => {
    const teacher = await signUp(rollcall, 'teacher');
    const classId = await createClass(rollcall, teacher);
    const answer = await post(teacher.token, { classId, room: 7 });
    const startedAt = expect.stringMatching(/^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3}Z$/);
    const data = { classId, startedAt, sessionId: expect.stringMatching(/^[0-9a-f]{24}$/) };
    expect(answer).toEqual(success(200, data));
  });

  test.each([
    ['nothing', {}],
    ['an operator', { classId: { $ne: '' } }],
    ['a number', { classId: 7 }],
    ['an array', { classId: [UNKNOWN_ID] }],
    ['an impossible id', { classId: 'none' }],
  ])('POST /attendance/start with %s: 400', async (_what, json) => {
    expect(await post(people.other.token, json)).toEqual(refusal(400, sentences.schema));
  });

  test('POST /attendance/start: 404 unknown class, 403 foreign class, 403 students before the body is judged', async () => {
    const teacher = await signUp(rollcall, 'teacher');
    const classId = await createClass(rollcall, teacher);
    expect(await post(teacher.token, { classId: UNKNOWN_ID })).toEqual(refusal(404, sentences.noClass));
    expect(await post(people.other.token, { classId })).toEqual(refusal(403, sentences.notTeacherOfClass));
    for (const json of [{ classId }, { classId: 7 }]) {
      expect(await post(people.student.token, json)).toEqual(refusal(403, sentences.teacherOnly));
    }
  });

  test("a start ends that class's open session and the teacher's own others: absent stored, no frame sent", async () => {
    const teacher = await signUp(rollcall, 'teacher');
    const [marked, unmarked] = [await signUp(rollcall, 'student'), await signUp(rollcall, 'student')];
    const [first, second] = [
      await createClass(rollcall, teacher, [marked, unmarked]),
      await createClass(rollcall, teacher, [marked]),
    ];
    const [atTeacher, atStudent] = [
      await openSocket(rollcall, teacher.token),
      await openSocket(rollcall, marked.token),
    ];
    const one = await start(rollcall, teacher, first);
    atTeacher.send('ATTENDANCE_MARKED', { studentId: marked._id, status: 'present' });
    await atTeacher.next('ATTENDANCE_MARKED');
    await atStudent.next('ATTENDANCE_MARKED');

    const two = await start(rollcall, teacher, first);
    expect(two).not.toBe(one);
    expect(await statusOfSession(rollcall, teacher, one)).toBe('ended');
    expect(await myAttendance(rollcall, marked, first)).toBe('present');
    expect(await myAttendance(rollcall, unmarked, first)).toBe('absent');

    const three = await start(rollcall, teacher, second);
    expect(await statusOfSession(rollcall, teacher, two)).toBe('ended');
    expect(await statusOfSession(rollcall, teacher, three)).toBe('active');
    expect(await myAttendance(rollcall, marked, first)).toBe('absent');

    atTeacher.send('TODAY_SUMMARY');
    await atTeacher.next('TODAY_SUMMARY');
    await atStudent.next('TODAY_SUMMARY');
  });

  test("a start does not touch other teachers' sessions", async () => {
    const [teacher, student] = [await signUp(rollcall, 'teacher'), await signUp(rollcall, 'student')];
    const foreign = await start(rollcall, people.other, await createClass(rollcall, people.other, [student]));
    await start(rollcall, teacher, await createClass(rollcall, teacher, [student]));
    expect(await statusOfSession(rollcall, people.other, foreign)).toBe('active');
  });

  test('five starts of one class at once leave one session open', async () => {
    const teacher = await signUp(rollcall, 'teacher');
    const classId = await createClass(rollcall, teacher, [people.student]);
    const ids = await Promise.all(Array.from({ length: 5 }, () => start(rollcall, teacher, classId)));
    const open = async () => {
      const states = await Promise.all([...new Set(ids)].map((one) => statusOfSession(rollcall, teacher, one)));
      return states.filter((state) => state !== 'ended');
    };
    await expect.poll(open).toEqual(['active']);
  });

  test('my-attendance: exactly classId and status; null before, during the first session and for late joiners', async () => {
    const teacher = await signUp(rollcall, 'teacher');
    const [early, late] = [await signUp(rollcall, 'student'), await signUp(rollcall, 'student')];
    const classId = await createClass(rollcall, teacher, [early]);
    expect(await mine(early, classId)).toEqual(success(200, { classId, status: null }));
    await start(rollcall, teacher, classId);
    const socket = await openSocket(rollcall, teacher.token);
    socket.send('ATTENDANCE_MARKED', { studentId: early._id, status: 'present' });
    await socket.next('ATTENDANCE_MARKED');
    expect(await myAttendance(rollcall, early, classId)).toBeNull();
    socket.send('DONE');
    await socket.next('DONE');
    expect(await mine(early, classId)).toEqual(success(200, { classId, status: 'present' }));
    await enrol(rollcall, teacher, classId, late);
    expect(await mine(late, classId)).toEqual(success(200, { classId, status: null }));

    await start(rollcall, teacher, classId);
    expect(await myAttendance(rollcall, early, classId)).toBe('present');
    socket.send('DONE');
    await socket.next('DONE');
    expect(await myAttendance(rollcall, early, classId)).toBe('absent');
    expect(await myAttendance(rollcall, late, classId)).toBe('absent');
  });

  test('my-attendance: 403 for teachers, also the owner, and for students who are not in the class', async () => {
    const teacher = await signUp(rollcall, 'teacher');
    const classId = await createClass(rollcall, teacher);
    expect(await mine(teacher, classId)).toEqual(refusal(403, sentences.studentOnly));
    expect(await mine(people.student, classId)).toEqual(refusal(403, sentences.notEnrolled));
  });

  test('classic routes and /api/v1 see the same sessions', async () => {
    const [teacher, student] = [await signUp(rollcall, 'teacher'), await signUp(rollcall, 'student')];
    const classId = await createClass(rollcall, teacher, [student]);
    const token = teacher.token;

    const classic = await start(rollcall, teacher, classId);
    expect(await statusOfSession(rollcall, teacher, classic)).toBe('active');
    const refused = await call(rollcall, 'POST /api/v1/sessions', { token, json: { classId } });
    expect(refused).toEqual(refusal(409, expect.any(String), 'session_already_active'));
    expect((await call(rollcall, `POST /api/v1/sessions/${classic}/end`, { token })).status).toBe(200);
    expect(await myAttendance(rollcall, student, classId)).toBe('absent');

    const made = await call(rollcall, 'POST /api/v1/sessions', { token, json: { classId } });
    const modern = dataOf<{ _id: string }>(made)._id;
    const socket = await openSocket(rollcall, token);
    socket.send('ATTENDANCE_MARKED', { studentId: student._id, status: 'present' });
    await socket.next('ATTENDANCE_MARKED');
    await start(rollcall, teacher, classId);
    expect(await statusOfSession(rollcall, teacher, modern)).toBe('ended');
    expect(await myAttendance(rollcall, student, classId)).toBe('present');
  });
}
