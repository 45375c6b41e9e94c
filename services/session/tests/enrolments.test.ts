import { type EventName, rpcs } from '@rollcall/contracts';
import { createEvent, publishEvent, request, systemTrace, tellAll } from '@rollcall/service-kit';
import type { Person } from '@rollcall/service-kit/testing';
import { afterAll, beforeAll, beforeEach, describe, expect, it, vi } from 'vitest';
import { openHall, type TestHall } from './helpers.ts';

const trace = systemTrace('test');
const patience = { timeout: 5_000, interval: 20 };

let hall: TestHall;
let teacher: Person;
let asTeacher: string;
let students: Person[];
let classId: string;
let sessionId: string;

beforeAll(async () => {
  hall = await openHall({ processes: 2, env: { QR_ROTATION_SECONDS: '120' } });
});
afterAll(() => hall?.close());
beforeEach(async () => {
  teacher = hall.auth.person('teacher');
  asTeacher = hall.auth.token(teacher);
  students = Array.from({ length: 3 }, () => hall.auth.person('student'));
  classId = hall.createClass(teacher, students);
  sessionId = await start(classId);
});

async function start(ofClass: string): Promise<string> {
  return (await hall.call(asTeacher, 'POST', '/api/v1/sessions', { classId: ofClass })).body.data._id;
}
const tokenOnWall = async (ofSession = sessionId) =>
  (await hall.call(asTeacher, 'GET', `/api/v1/sessions/${ofSession}/qr`)).body.data.token as string;
const scan = (student: Person, token: string, process = 0) =>
  hall.call(hall.auth.token(student), 'POST', '/api/v1/scans', { token }, process);
const end = async (ofSession = sessionId) =>
  (await hall.call(asTeacher, 'POST', `/api/v1/sessions/${ofSession}/end`)).body.data.summary;
const studentsWithRecord = async () =>
  (await hall.call(asTeacher, 'GET', `/api/v1/sessions/${sessionId}/records`)).body.data.items.map(
    ({ studentId }: { studentId: string }) => studentId,
  );

const tell = (student: Person, enrolled: boolean, ofClass = classId) =>
  tellAll(hall.classBus, 'enrolmentChanged', { classId: ofClass, studentId: student._id, enrolled }, trace);
const publish = (name: Extract<EventName, 'enrolmentAdded' | 'enrolmentRemoved'>, student: Person) =>
  publishEvent(
    hall.classBus,
    createEvent(hall.classBus, name, student._id, { classId, studentId: student._id }, trace),
  );

async function remove(student: Person, ofClass = classId): Promise<void> {
  hall.remove(ofClass, student);
  await tell(student, false, ofClass);
}

/** Waits until those on the roster and those with a mark are as many. */
const untilTotal = (total: number) =>
  vi.waitFor(async () => {
    const by = { userId: teacher._id, role: 'teacher' } as const;
    const { summary } = await request(hall.classBus, rpcs.session.summary, { by, sessionId }, trace);
    expect(summary.total).toBe(total);
  }, patience);

const codeOf = async (answer: ReturnType<typeof scan>) => (await answer).body.code;

describe('a student who is removed while a session is open', () => {
  it('is refused by every process from then on, and is not absent at the end', async () => {
    const [removed, stays] = students as [Person, Person];
    const token = await tokenOnWall();
    await remove(removed);
    await untilTotal(2);
    for (const process of [0, 1]) expect(await codeOf(scan(removed, token, process))).toBe('not_enrolled');
    expect((await scan(stays, token)).status).toBe(200);
    expect(await end()).toMatchObject({ present: 1, absent: 1, total: 2 });
    expect(await studentsWithRecord()).not.toContain(removed._id);
  });

  it('keeps a mark that was made, which counts, also in the total', async () => {
    const [removed] = students as [Person];
    const token = await tokenOnWall();
    const first = await scan(removed, token);
    await remove(removed);
    const again = await scan(removed, token, 1);
    expect(again.body.data).toMatchObject({ alreadyRecorded: true, record: first.body.data.record });
    expect(await end()).toMatchObject({ present: 1, absent: 2, total: 3 });
  });

  it('leaves by the event too, when no process heard the control message', async () => {
    const [removed] = students as [Person];
    const token = await tokenOnWall();
    hall.remove(classId, removed);
    await publish('enrolmentRemoved', removed);
    await untilTotal(2);
    expect(await codeOf(scan(removed, token))).toBe('not_enrolled');
    expect(await end()).toMatchObject({ absent: 2, total: 2 });
  });

  it('is on the roster again after coming back, also when the removal is heard last', async () => {
    const [student] = students as [Person];
    const token = await tokenOnWall();
    await remove(student);
    hall.enrol(classId, student);
    await tell(student, true);
    await publish('enrolmentAdded', student);
    await publish('enrolmentRemoved', student);
    await untilTotal(3);
    await vi.waitFor(async () => expect((await scan(student, token)).status).toBe(200), patience);
    expect(await end()).toMatchObject({ present: 1, absent: 2, total: 3 });
  });

  it('is refused when class had just said yes: the removal came before the decision', async () => {
    const latecomer = hall.auth.person('student');
    hall.enrol(classId, latecomer);
    const token = await tokenOnWall();
    hall.hooks.beforeEnrolledAnswer = async () => {
      hall.hooks.beforeEnrolledAnswer = undefined;
      // Who is seen to be gone left after the latecomer: both went the same way.
      await remove(latecomer);
      await remove(students[0] as Person);
      await untilTotal(2);
    };
    expect(await codeOf(scan(latecomer, token))).toBe('not_enrolled');
    expect(await end()).toMatchObject({ present: 0, absent: 2, total: 2 });
  });

  it('has scanned or has not: 30 scans against 30 removals have one outcome each', async () => {
    const many = Array.from({ length: 30 }, () => hall.auth.person('student'));
    const ofMany = hall.createClass(teacher, many);
    sessionId = await start(ofMany);
    const token = await tokenOnWall();
    const answers = await Promise.all(
      many.map(async (student, index) => {
        const [answer] = await Promise.all([scan(student, token, index % 2), remove(student, ofMany)]);
        return { student, status: answer.status, code: answer.body.code };
      }),
    );
    const scanned = answers.filter(({ status }) => status === 200).map(({ student }) => student._id);
    const refused = answers.filter(({ status }) => status !== 200);
    expect(new Set(refused.map(({ code }) => code))).toEqual(new Set(refused.length > 0 ? ['not_enrolled'] : []));
    expect(await end()).toMatchObject({ present: scanned.length, absent: 0, total: scanned.length });
    expect((await studentsWithRecord()).toSorted()).toEqual(scanned.toSorted());
  });
});

it('a student who moves is refused in the one class and counts in the other', async () => {
  const [mover] = students as [Person];
  const other = hall.createClass(teacher, []);
  const otherSession = await start(other);
  const [token, otherToken] = [await tokenOnWall(), await tokenOnWall(otherSession)];
  expect(await codeOf(scan(mover, otherToken))).toBe('not_enrolled');
  hall.enrol(other, mover);
  await remove(mover);
  await tell(mover, true, other);
  await untilTotal(2);
  expect(await codeOf(scan(mover, token))).toBe('not_enrolled');
  await vi.waitFor(async () => expect((await scan(mover, otherToken)).status).toBe(200), patience);
  expect(await end()).toMatchObject({ absent: 2, total: 2 });
  expect(await end(otherSession)).toMatchObject({ present: 1, absent: 0, total: 1 });
});

describe('the teachers of an open session', () => {
  const read = async (person: Person) =>
    (await hall.call(hall.auth.token(person), 'GET', `/api/v1/sessions/${sessionId}`)).status;
  const edited = (teacherIds: string[]) =>
    publishEvent(
      hall.classBus,
      createEvent(hall.classBus, 'classEdited', classId, { classId, fields: ['teachers'], teacherIds }, trace),
    );

  it('are those of the class: one who joins it may, one who is removed may not', async () => {
    const coTeacher = hall.auth.person('teacher');
    expect(await read(coTeacher)).toBe(403);
    hall.setTeachers(classId, [teacher, coTeacher]);
    await edited([teacher._id, coTeacher._id]);
    await vi.waitFor(async () => expect(await read(coTeacher)).toBe(200), patience);
    hall.setTeachers(classId, [teacher]);
    await tellAll(hall.classBus, 'teacherRemoved', { classId, teacherId: coTeacher._id }, trace);
    await vi.waitFor(async () => expect(await read(coTeacher)).toBe(403), patience);
    // An old event that comes late does not bring the teacher back: class is asked.
    await edited([teacher._id, coTeacher._id]);
    const { _id: lastId } = hall.auth.person('teacher');
    hall.setTeachers(classId, [teacher, { ...coTeacher, _id: lastId }]);
    await edited([teacher._id]);
    await vi.waitFor(async () => expect(await read({ ...coTeacher, _id: lastId })).toBe(200), patience);
    expect(await read(coTeacher)).toBe(403);
    expect(await read(teacher)).toBe(200);
  });
});
