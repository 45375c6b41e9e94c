import { expect, test } from 'vitest';
import { type ClassicSocket, type Frame, openSocket, openSockets } from '../helpers/classic-socket.ts';
import type { Origin } from '../helpers/http.ts';
import { type Mark, myAttendance } from '../helpers/people.ts';
import { openClassicHall } from './hall.ts';

const SENDER_AHEAD_MS = 5;
const FRAMES_AT_ONCE = 400;

async function takeAll(socket: ClassicSocket, count: number): Promise<Frame[]> {
  const frames: Frame[] = [];
  while (frames.length < count) frames.push(await socket.take());
  return frames;
}

export function markingTests(rollcall: Origin): void {
  test('ATTENDANCE_MARKED: the same frame to every socket of the class, on whichever gateway it is', async () => {
    const { teacher, students } = await openClassicHall(rollcall, 2);
    const marker = await openSocket(rollcall, teacher.token);
    const [one, two] = students;
    const others = [
      ...(await openSockets(rollcall, teacher.token, 2)),
      ...(await openSockets(rollcall, one.token, 4)),
      ...(await openSockets(rollcall, two.token, 4)),
    ];
    const data = { studentId: one._id, status: 'present' };
    marker.send('ATTENDANCE_MARKED', data);
    for (const socket of [marker, ...others]) expect(await socket.next('ATTENDANCE_MARKED')).toEqual(data);
  });

  test("a mark reaches nobody outside the class: strangers, other classes' teachers", async () => {
    const hall = await openClassicHall(rollcall, 1);
    const elsewhere = await openClassicHall(rollcall, 1);
    const marker = await openSocket(rollcall, hall.teacher.token);
    const strangers = [
      ...(await openSockets(rollcall, elsewhere.teacher.token, 2)),
      ...(await openSockets(rollcall, elsewhere.students[0].token, 2)),
    ];
    const seat = await openSocket(rollcall, hall.students[0].token);
    marker.send('ATTENDANCE_MARKED', { studentId: hall.students[0]._id, status: 'absent' });
    await marker.next('ATTENDANCE_MARKED');
    await seat.next('ATTENDANCE_MARKED');
    const later = { studentId: elsewhere.students[0]._id, status: 'late' };
    strangers[0]?.send('ATTENDANCE_MARKED', later);
    for (const socket of strangers) expect(await socket.next('ATTENDANCE_MARKED')).toEqual(later);
  });

  test("the sender's copy is first, the others' at least 5 ms later", async () => {
    const { teacher, students } = await openClassicHall(rollcall, 1);
    const marker = await openSocket(rollcall, teacher.token);
    const others = await openSockets(rollcall, students[0].token, 4);
    const gaps: number[] = [];
    for (let round = 0; round < 24; round++) {
      marker.send('ATTENDANCE_MARKED', { studentId: students[0]._id, status: round % 2 ? 'present' : 'absent' });
      const own = await marker.take();
      const copies = await Promise.all(others.map((socket) => socket.take()));
      gaps.push(Math.min(...copies.map((copy) => copy.receivedAtMs)) - own.receivedAtMs);
    }
    // A busy machine often reads two frames in one go, so the single gap says less than the median.
    expect(Math.min(...gaps)).toBeGreaterThan(0);
    expect(gaps.sort((a, b) => a - b)[12]).toBeGreaterThanOrEqual(SENDER_AHEAD_MS);
  });

  test('100 marks and DONE sent in one go: each its own frame, in order, to all; the last mark of each stays', async () => {
    const { teacher, students, classId } = await openClassicHall(rollcall, 25);
    const marker = await openSocket(rollcall, teacher.token);
    const others = [
      ...(await openSockets(rollcall, teacher.token, 1)),
      ...(await openSockets(rollcall, students[3].token, 3)),
    ];
    const cycle: Mark[] = ['absent', 'late', 'excused', 'present'];
    const marks = cycle.flatMap((status, round) =>
      students.map((student, index) => {
        const final = round === 3 && index % 5 === 0 ? 'absent' : status;
        return { studentId: student._id, status: final };
      }),
    );
    for (const mark of marks) marker.send('ATTENDANCE_MARKED', mark);
    marker.send('DONE');
    const done = { message: 'Attendance persisted', present: 20, absent: 5, total: 25 };
    for (const socket of [marker, ...others]) {
      const frames = await takeAll(socket, 101);
      expect(frames.slice(0, 100).map(({ data }) => data)).toEqual(marks);
      expect(frames[100]).toMatchObject({ event: 'DONE', data: done });
    }
    const stored = await Promise.all(students.map((student) => myAttendance(rollcall, student, classId)));
    expect(stored).toEqual(students.map((_, index) => (index % 5 === 0 ? 'absent' : 'present')));
  });

  test('more frames in one go than a gateway keeps waiting are answered one by one', async () => {
    const { students } = await openClassicHall(rollcall, 1);
    const seat = await openSocket(rollcall, students[0].token);
    for (let sent = 0; sent < FRAMES_AT_ONCE; sent++) seat.send('MY_ATTENDANCE');
    const frames = await takeAll(seat, FRAMES_AT_ONCE);
    expect(new Set(frames.map(({ event }) => event))).toEqual(new Set(['MY_ATTENDANCE']));
  });

  test('MY_ATTENDANCE: not yet updated, then present or absent; late counts as present, excused as absent', async () => {
    const { teacher, students } = await openClassicHall(rollcall, 5);
    const marker = await openSocket(rollcall, teacher.token);
    const marks: (Mark | undefined)[] = ['present', 'absent', 'late', 'excused', undefined];
    const seats = await Promise.all(students.map(({ token }) => openSocket(rollcall, token)));
    for (const [index, status] of marks.entries()) {
      if (status === undefined) continue;
      marker.send('ATTENDANCE_MARKED', { studentId: students[index]?._id, status });
      for (const socket of [marker, ...seats]) await socket.next('ATTENDANCE_MARKED');
    }
    const expected = ['present', 'absent', 'present', 'absent', 'not yet updated'];
    for (const [index, seat] of seats.entries()) {
      seat.send('MY_ATTENDANCE', {});
      expect(await seat.next('MY_ATTENDANCE')).toEqual({ status: expected[index] });
    }
    marker.send('TODAY_SUMMARY', {});
    expect(await marker.next('TODAY_SUMMARY')).toEqual({ present: 2, absent: 2, total: 4 });
    marker.send('DONE', {});
    expect(await marker.next('DONE')).toMatchObject({ present: 2, absent: 3, total: 5 });
  });

  test('MY_ATTENDANCE is answered to its sender alone', async () => {
    const { teacher, students } = await openClassicHall(rollcall, 1);
    const seats = await openSockets(rollcall, students[0].token, 3);
    const marker = await openSocket(rollcall, teacher.token);
    seats[0]?.send('MY_ATTENDANCE');
    expect(await seats[0]?.next('MY_ATTENDANCE')).toEqual({ status: 'not yet updated' });
    marker.send('TODAY_SUMMARY');
    for (const socket of [...seats, marker]) await socket.next('TODAY_SUMMARY');
  });

  test('TODAY_SUMMARY: exactly present, absent and total of what is marked so far, to all of the class', async () => {
    const { teacher, students } = await openClassicHall(rollcall, 3);
    const marker = await openSocket(rollcall, teacher.token);
    const seats = [...(await openSockets(rollcall, students[1].token, 3)), marker];
    const summary = async () => {
      marker.send('TODAY_SUMMARY');
      const copies = await Promise.all(seats.map((seat) => seat.next('TODAY_SUMMARY')));
      expect(copies).toEqual(copies.map(() => copies[0]));
      return copies[0];
    };
    expect(await summary()).toEqual({ present: 0, absent: 0, total: 0 });
    for (const [student, status] of [
      [students[0], 'present'],
      [students[1], 'absent'],
      [students[0], 'absent'],
    ] as const) {
      marker.send('ATTENDANCE_MARKED', { studentId: student._id, status });
      await Promise.all(seats.map((seat) => seat.next('ATTENDANCE_MARKED')));
    }
    expect(await summary()).toEqual({ present: 0, absent: 2, total: 2 });
  });

  test('ATTENDANCE_MARKED: Student not found for strangers, teachers and impossible ids; nothing is marked', async () => {
    const { teacher, students } = await openClassicHall(rollcall, 1);
    const stranger = (await openClassicHall(rollcall, 1)).students[0];
    const [marker, seat] = [await openSocket(rollcall, teacher.token), await openSocket(rollcall, students[0].token)];
    for (const studentId of [stranger._id, teacher._id, 'nobody', 'ffffffffffffffffffffffff']) {
      marker.send('ATTENDANCE_MARKED', { studentId, status: 'present' });
      expect(await marker.next('ERROR')).toEqual({ message: 'Student not found' });
    }
    marker.send('TODAY_SUMMARY');
    expect(await marker.next('TODAY_SUMMARY')).toEqual({ present: 0, absent: 0, total: 0 });
    await seat.next('TODAY_SUMMARY');
  });
}
