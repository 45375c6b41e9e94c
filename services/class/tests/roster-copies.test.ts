import { createEvent, publishEvent, systemTrace } from '@rollcall/service-kit';
import type { Person } from '@rollcall/service-kit/testing';
import { afterAll, beforeAll, expect, test, vi } from 'vitest';
import { type ClassTest, first, openClassService } from './helpers.ts';

let service: ClassTest;
beforeAll(async () => {
  service = await openClassService({ processes: 2 });
});
afterAll(() => service.close());

const trace = systemTrace('test');
const patience = { timeout: 5_000, interval: 20 };

const edited = ({ _id: userId }: Person) =>
  createEvent(service.bus, 'userEdited', userId, { userId, fields: ['name'] }, trace);
const flagged = (name: 'userDisabled' | 'userEnabled', { _id: userId }: Person) =>
  createEvent(service.bus, name, userId, { userId }, trace);

const listed = async (classId: string, token: string, search = '') =>
  (await service.call('GET', `/api/v1/classes/${classId}/students?search=${search}`, token)).body.data.items;

test('a student who is edited is listed and found by the new values, in every class, and no more by the old', async () => {
  const one = await service.classWith(1);
  const two = await service.classWith(0);
  const student = first(one.students);
  await service.call('POST', `/class/${two.classId}/add-student`, two.teacherToken, { studentId: student._id });
  const oldName = student.name.split(' ')[0] ?? '';
  Object.assign(student, { name: 'Grace Hopper', email: 'grace@example.org', studentNumber: 'N-9' });
  await publishEvent(service.bus, edited(student));
  for (const { classId, teacherToken } of [one, two]) {
    await vi.waitFor(async () => expect(await listed(classId, teacherToken, 'hopp')).toHaveLength(1), patience);
    const [item] = await listed(classId, teacherToken, 'n-9');
    expect(item).toMatchObject({ name: 'Grace Hopper', email: 'grace@example.org', studentNumber: 'N-9' });
    expect(await listed(classId, teacherToken, oldName)).toEqual([]);
  }
});

test('a student who is disabled is shown so, and enabled again; what counts is what auth says, not the order', async () => {
  const { classId, teacherToken, students } = await service.classWith(2);
  const [student, witness] = students as [Person, Person];
  const flagOf = async () =>
    (await listed(classId, teacherToken)).find(({ _id }: Person) => _id === student._id).disabled;
  student.disabled = true;
  await publishEvent(service.bus, flagged('userDisabled', student));
  await vi.waitFor(async () => expect(await flagOf()).toBe(true), patience);
  student.disabled = false;
  // Heard in the wrong order, and twice.
  await publishEvent(service.bus, flagged('userEnabled', student));
  await publishEvent(service.bus, flagged('userDisabled', student));
  await publishEvent(service.bus, flagged('userDisabled', student));
  await vi.waitFor(async () => expect(await flagOf()).toBe(false), patience);
  witness.name = 'Last Witness';
  await publishEvent(service.bus, edited(witness));
  await vi.waitFor(async () => expect(await listed(classId, teacherToken, 'last')).toHaveLength(1), patience);
  expect(await flagOf()).toBe(false);
});

test('a period that has ended keeps the name of its time', async () => {
  const { classId, teacherToken, students } = await service.classWith(1);
  const student = first(students);
  const { name } = student;
  await service.call('DELETE', `/api/v1/classes/${classId}/students/${student._id}`, teacherToken);
  await service.call('POST', `/class/${classId}/add-student`, teacherToken, { studentId: student._id });
  student.name = 'Another Name';
  await publishEvent(service.bus, edited(student));
  await vi.waitFor(async () => expect(await listed(classId, teacherToken, 'another')).toHaveLength(1), patience);
  const periods = await service.database.collection('enrolments').find({ studentId: student._id }).toArray();
  expect(periods.map((period) => period.name).toSorted()).toEqual(['Another Name', name].toSorted());
});
