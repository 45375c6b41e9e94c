import { rpcs } from '@rollcall/contracts';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { type ClassTest, first, openClassService } from './helpers.ts';

let service: ClassTest;
beforeAll(async () => {
  service = await openClassService();
});
afterAll(() => service.close());

const NOBODY = 'f'.repeat(24);

test('getClass: name and teachers, the owner first; null for an unknown id', async () => {
  const { teacher, classId } = await service.classWith(1);
  const coTeacher = service.auth.person('teacher');
  await service.addCoTeacher(classId, coTeacher);
  expect(await service.ask(rpcs.class.getClass, { classId })).toEqual({
    class: {
      _id: classId,
      className: 'Physics',
      courseName: null,
      teacherIds: [teacher._id, coTeacher._id],
      archived: false,
      sessionDefaults: {},
    },
  });
  expect(await service.ask(rpcs.class.getClass, { classId: NOBODY })).toEqual({ class: null });
});

test('isEnrolled: yes for a student of the class alone', async () => {
  const { teacher, students, classId } = await service.classWith(1);
  const other = await service.classWith(1);
  const ask = (studentId: string) => service.ask(rpcs.class.isEnrolled, { classId, studentId });
  expect(await ask(first(students)._id)).toEqual({ enrolled: true });
  for (const id of [teacher._id, first(other.students)._id, NOBODY]) expect(await ask(id)).toEqual({ enrolled: false });
});

test('roster: pages in the order of ids; next is null at the end, also of a full page', async () => {
  const { students, classId } = await service.classWith(5);
  await service.classWith(2);
  const ids = students.map(({ _id }) => _id).toSorted();
  const page = (limit: number, after?: string) => service.ask(rpcs.class.roster, { classId, limit, after });
  expect(await page(2)).toEqual({ studentIds: ids.slice(0, 2), next: ids[1] });
  expect(await page(2, ids[1])).toEqual({ studentIds: ids.slice(2, 4), next: ids[3] });
  expect(await page(2, ids[3])).toEqual({ studentIds: ids.slice(4), next: null });
  expect(await page(5)).toEqual({ studentIds: ids, next: null });
  expect(await page(4)).toMatchObject({ next: ids[3] });
  expect(await page(1, NOBODY)).toEqual({ studentIds: [], next: null });
});

test('roster: a hall of 10,000 in two pages of 5,000', async () => {
  const { classId } = await service.classWith(0);
  const ids = Array.from({ length: 10_000 }, (_, index) => `d${index.toString(16).padStart(23, '0')}`);
  await service.fill(
    classId,
    ids.toReversed().map((_id) => ({ _id })),
  );
  const upper = await service.ask(rpcs.class.roster, { classId, limit: 5_000 });
  const second = await service.ask(rpcs.class.roster, { classId, limit: 5_000, after: upper.next ?? NOBODY });
  expect([...upper.studentIds, ...second.studentIds]).toEqual(ids.toSorted());
  expect(second.next).toBeNull();
});

test('classesOfUser: owned and co-taught for a teacher, enrolled for a student, none for others', async () => {
  const one = await service.classWith(1);
  const two = await service.classWith(0);
  await service.addCoTeacher(two.classId, one.teacher);
  const { _id: studentId } = first(one.students);
  await service.call('POST', `/class/${two.classId}/add-student`, two.teacherToken, { studentId });
  const ask = async (userId: string, role: 'student' | 'teacher' | 'admin') =>
    (await service.ask(rpcs.class.classesOfUser, { userId, role })).classIds.toSorted();
  const both = [one.classId, two.classId].toSorted();
  expect(await ask(one.teacher._id, 'teacher')).toEqual(both);
  expect(await ask(two.teacher._id, 'teacher')).toEqual([two.classId]);
  expect(await ask(studentId, 'student')).toEqual(both);
  expect(await ask(studentId, 'teacher')).toEqual([]);
  expect(await ask(one.teacher._id, 'admin')).toEqual([]);
});

test('classesOfCourse: the course with its owner, its classes with all who teach them; null for an unknown id and for a class that stands alone', async () => {
  const owner = service.auth.person('teacher');
  const token = service.auth.token(owner);
  const course = { code: 'PHY 1', name: 'Physics', term: '2026' };
  const { _id: courseId } = (await service.call('POST', '/api/v1/courses', token, course)).body.data;
  const ask = (id: string) => service.ask(rpcs.class.classesOfCourse, { courseId: id });
  const known = { ...course, _id: courseId };
  expect(await ask(courseId)).toEqual({ course: { ...known, ownerId: owner._id }, classes: [] });
  const made = [];
  for (const className of ['Group A', 'Group B']) {
    const { body } = await service.call('POST', `/api/v1/courses/${courseId}/classes`, token, { className });
    made.push({ _id: body.data._id, className, teacherIds: [owner._id], course: known });
  }
  const coTeacher = service.auth.person('teacher');
  await service.addCoTeacher(made[1]?._id, coTeacher);
  made[1]?.teacherIds.push(coTeacher._id);
  const { classes } = await ask(courseId);
  expect(classes).toHaveLength(2);
  expect(classes).toEqual(expect.arrayContaining(made));
  const { classId } = await service.classWith(0);
  for (const id of [NOBODY, classId]) expect(await ask(id)).toEqual({ course: null, classes: [] });
});

test('a request of a wrong shape is answered with an error, at once', async () => {
  for (const payload of ['', '{}', '{"data":{"classId":{"$ne":""}}}', '[1]']) {
    const reply = await service.bus.connection.request(rpcs.class.getClass.subject, payload, { timeout: 1_000 });
    expect(reply.json()).toMatchObject({ data: { ok: false, code: 'invalid_message' } });
  }
});

test('no query looks at more than what it finds: the profile of MongoDB', async () => {
  const { teacher, students, classId } = await service.classWith(3);
  const studentId = first(students)._id;
  const { db } = service.database;
  await db?.setProfilingLevel('all');
  await service.ask(rpcs.class.getClass, { classId });
  await service.ask(rpcs.class.roster, { classId, limit: 2, after: studentId });
  await service.ask(rpcs.class.isEnrolled, { classId, studentId });
  await service.ask(rpcs.class.classesOfUser, { userId: studentId, role: 'student' });
  await service.ask(rpcs.class.classesOfUser, { userId: teacher._id, role: 'teacher' });
  await service.call('GET', `/class/${classId}`, service.auth.token(teacher));
  // The sweeps of the outboxes, which run every second over thousands of enrolments with nothing to publish.
  const profile = service.database.collection('system.profile');
  const sweeps = { 'command.filter': { 'outbox.envelope.id': { $exists: true } } };
  await expect.poll(() => profile.distinct('ns', sweeps), { timeout: 5_000 }).toHaveLength(4);
  await db?.setProfilingLevel('off');
  const finds = await profile.find({ op: 'query', ns: /\.(classes|enrolments)$/ }).toArray();
  expect(finds.length).toBeGreaterThanOrEqual(8);
  for (const { command, planSummary, keysExamined, docsExamined, nreturned } of finds) {
    const what = JSON.stringify(command.filter);
    expect.soft(planSummary, what).toMatch(/^(IXSCAN|IDHACK|EXPRESS_IXSCAN)/);
    expect.soft(keysExamined, what).toBeLessThanOrEqual(nreturned + 1);
    expect.soft(docsExamined, what).toBeLessThanOrEqual(nreturned);
  }
});

test('classesById: with the course of those that have one; unknown and deleted ones are left out', async () => {
  const { classId, teacher } = await service.classWith(0);
  const { course, classId: ofCourse, owner } = await classOfCourse();
  const { classes } = await service.ask(rpcs.class.classesById, { classIds: [ofCourse, NOBODY, classId] });
  expect(classes).toEqual(
    [
      { _id: classId, className: 'Physics', teacherIds: [teacher._id], course: null },
      { _id: ofCourse, className: 'Group 1', teacherIds: [owner._id], course },
    ].toSorted((one, other) => (one._id < other._id ? -1 : 1)),
  );
});

/** A course with one class. */
async function classOfCourse() {
  const owner = service.auth.person('teacher');
  const token = service.auth.token(owner);
  const course = { code: `MA ${owner._id}`, name: 'Mathematics', term: '2026' };
  const { _id } = (await service.call('POST', '/api/v1/courses', token, course)).body.data;
  const body = { className: 'Group 1' };
  const classId = (await service.call('POST', `/api/v1/courses/${_id}/classes`, token, body)).body.data._id;
  return { owner, classId, course: { _id, ...course } };
}
