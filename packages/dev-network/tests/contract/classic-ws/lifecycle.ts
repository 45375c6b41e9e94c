import { isDeepStrictEqual } from 'node:util';
import { expect, test } from 'vitest';
import { type ClassicSocket, type Frame, openSocket, openSockets } from '../helpers/classic-socket.ts';
import { call, dataOf, type Origin } from '../helpers/http.ts';
import { createClass, enrol, myAttendance, type Person, signUp, start, statusOfSession } from '../helpers/people.ts';
import { openClassicHall } from './hall.ts';

const NO_SESSION = { message: 'No active attendance session' };

async function mark(socket: ClassicSocket, student: Person, status = 'present') {
  socket.send('ATTENDANCE_MARKED', { studentId: student._id, status });
  await socket.next('ATTENDANCE_MARKED');
}

/** The frames up to the refusal of a student's event. */
async function untilRefused(socket: ClassicSocket): Promise<Frame[]> {
  const frames: Frame[] = [];
  for (;;) {
    const frame = await socket.take();
    if (isDeepStrictEqual(frame.data, { message: 'Forbidden, student event only' })) return frames;
    frames.push(frame);
  }
}

/** Starts a session over the newer route, which leaves the teacher's others open; its id. */
async function startModern(rollcall: Origin, teacher: Person, classId: string): Promise<string> {
  const answer = await call(rollcall, 'POST /api/v1/sessions', { token: teacher.token, json: { classId } });
  return dataOf<{ _id: string }>(answer)._id;
}

export function lifecycleTests(rollcall: Origin): void {
  test('DONE: exactly message, present, absent, total to all; the unmarked are absent; no session afterwards', async () => {
    const { teacher, students, classId, sessionId } = await openClassicHall(rollcall, 3);
    const marker = await openSocket(rollcall, teacher.token);
    const seats = await openSockets(rollcall, students[1].token, 4);
    await mark(marker, students[0]);
    for (const seat of seats) await seat.next('ATTENDANCE_MARKED');
    marker.send('DONE');
    const data = { message: 'Attendance persisted', present: 1, absent: 2, total: 3 };
    expect(await marker.next('DONE')).toEqual(data);
    const stored = await Promise.all(students.map((student) => myAttendance(rollcall, student, classId)));
    expect(stored).toEqual(['present', 'absent', 'absent']);
    for (const seat of seats) expect(await seat.next('DONE')).toEqual(data);
    expect(await statusOfSession(rollcall, teacher, sessionId)).toBe('ended');
    for (const event of ['DONE', 'TODAY_SUMMARY', 'ATTENDANCE_MARKED']) {
      marker.send(event, { studentId: students[0]._id, status: 'present' });
      expect(await marker.next('ERROR')).toEqual(NO_SESSION);
    }
    seats[0]?.send('MY_ATTENDANCE');
    expect(await seats[0]?.next('ERROR')).toEqual(NO_SESSION);
  });

  test('DONE twice at once, from two sockets: the session ends once, the second hears that there is none', async () => {
    const { teacher, students, classId } = await openClassicHall(rollcall, 2);
    const sockets = await openSockets(rollcall, teacher.token, 2);
    const seat = await openSocket(rollcall, students[0].token);
    for (const socket of sockets) {
      socket.send('DONE');
      socket.send('MY_ATTENDANCE'); // its refusal says that DONE has been handled
    }
    const heard = await Promise.all(sockets.map(untilRefused));
    expect(heard.flat().filter(({ data }) => isDeepStrictEqual(data, NO_SESSION))).toHaveLength(1);
    expect(await seat.next('DONE')).toMatchObject({ absent: 2, total: 2 });
    for (const [index, frames] of heard.entries()) {
      if (!frames.some(({ event }) => event === 'DONE')) await sockets[index]?.next('DONE');
    }
    await start(rollcall, teacher, classId);
    sockets[0]?.send('TODAY_SUMMARY');
    for (const socket of [...sockets, seat]) await socket.next('TODAY_SUMMARY');
  });

  test('DONE twice from one socket: DONE, then ERROR', async () => {
    const { teacher } = await openClassicHall(rollcall, 1);
    const marker = await openSocket(rollcall, teacher.token);
    marker.send('DONE');
    marker.send('DONE');
    await marker.next('DONE');
    expect(await marker.next('ERROR')).toEqual(NO_SESSION);
  });

  test('a class without students: DONE counts nobody', async () => {
    const teacher = await signUp(rollcall, 'teacher');
    await start(rollcall, teacher, await createClass(rollcall, teacher));
    const marker = await openSocket(rollcall, teacher.token);
    marker.send('DONE');
    expect(await marker.next('DONE')).toEqual({ message: 'Attendance persisted', present: 0, absent: 0, total: 0 });
  });

  test('sockets opened before class, enrolment and start hear everything, and nothing unasked', async () => {
    const [teacher, student] = [await signUp(rollcall, 'teacher'), await signUp(rollcall, 'student')];
    const [marker, ...colleagues] = await openSockets(rollcall, teacher.token, 3);
    const seats = await openSockets(rollcall, student.token, 4);
    const classId = await createClass(rollcall, teacher);
    await enrol(rollcall, teacher, classId, student);
    await start(rollcall, teacher, classId);
    await start(rollcall, teacher, classId);
    await mark(marker as ClassicSocket, student, 'late');
    for (const socket of [...colleagues, ...seats]) {
      expect(await socket.next('ATTENDANCE_MARKED')).toEqual({ studentId: student._id, status: 'late' });
    }
  });

  test('somebody enrolled during the session can be marked, and counts in DONE', async () => {
    const { teacher, students, classId } = await openClassicHall(rollcall, 1);
    const [marked, unmarked] = [await signUp(rollcall, 'student'), await signUp(rollcall, 'student')];
    const marker = await openSocket(rollcall, teacher.token);
    const seat = await openSocket(rollcall, marked.token);
    await enrol(rollcall, teacher, classId, marked);
    await mark(marker, marked);
    await seat.next('ATTENDANCE_MARKED');
    await enrol(rollcall, teacher, classId, unmarked);
    marker.send('DONE');
    expect(await marker.next('DONE')).toMatchObject({ present: 1, absent: 2, total: 3 });
    await seat.next('DONE');
    const all = [...students, marked, unmarked];
    const stored = await Promise.all(all.map((student) => myAttendance(rollcall, student, classId)));
    expect(stored).toEqual(['absent', 'present', 'absent']);
  });

  test('somebody enrolled after the session has null', async () => {
    const { teacher, classId } = await openClassicHall(rollcall, 1);
    const marker = await openSocket(rollcall, teacher.token);
    marker.send('DONE');
    await marker.next('DONE');
    const late = await signUp(rollcall, 'student');
    await enrol(rollcall, teacher, classId, late);
    expect(await myAttendance(rollcall, late, classId)).toBeNull();
  });

  test("a teacher's events act on the own session opened last; when that is done on the one before", async () => {
    const [teacher, student] = [await signUp(rollcall, 'teacher'), await signUp(rollcall, 'student')];
    const first = await createClass(rollcall, teacher, [student]);
    const second = await createClass(rollcall, teacher, [student]);
    const one = await startModern(rollcall, teacher, first);
    const two = await startModern(rollcall, teacher, second);
    const marker = await openSocket(rollcall, teacher.token);
    marker.send('DONE');
    await marker.next('DONE');
    expect(await statusOfSession(rollcall, teacher, two)).toBe('ended');
    expect(await statusOfSession(rollcall, teacher, one)).toBe('active');
    await mark(marker, student);
    marker.send('DONE');
    await marker.next('DONE');
    expect(await myAttendance(rollcall, student, first)).toBe('present');
    expect(await myAttendance(rollcall, student, second)).toBe('absent');
  });

  test("a teacher without a session has none, however many others' are open", async () => {
    await openClassicHall(rollcall, 1);
    const marker = await openSocket(rollcall, (await signUp(rollcall, 'teacher')).token);
    marker.send('TODAY_SUMMARY');
    expect(await marker.next('ERROR')).toEqual(NO_SESSION);
  });

  test("MY_ATTENDANCE means the last opened open session of the student's classes", async () => {
    const student = await signUp(rollcall, 'student');
    const seat = await openSocket(rollcall, student.token);
    seat.send('MY_ATTENDANCE');
    expect(await seat.next('ERROR')).toEqual(NO_SESSION);
    const teachers = [await signUp(rollcall, 'teacher'), await signUp(rollcall, 'teacher')] as const;
    const markers = [
      await openSocket(rollcall, teachers[0].token),
      await openSocket(rollcall, teachers[1].token),
    ] as const;
    await start(rollcall, teachers[0], await createClass(rollcall, teachers[0], [student]));
    await mark(markers[0], student);
    await seat.next('ATTENDANCE_MARKED');
    await start(rollcall, teachers[1], await createClass(rollcall, teachers[1], [student]));
    seat.send('MY_ATTENDANCE');
    expect(await seat.next('MY_ATTENDANCE')).toEqual({ status: 'not yet updated' });
    markers[1].send('DONE');
    await seat.next('DONE');
    seat.send('MY_ATTENDANCE');
    expect(await seat.next('MY_ATTENDANCE')).toEqual({ status: 'present' });
  });
}
