import { EVENT_STREAM } from '@rollcall/contracts';
import { onControl } from '@rollcall/service-kit';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { type ClassTest, first, openClassService } from './helpers.ts';

let service: ClassTest;
const created: object[] = [];
const enrolled: object[] = [];
beforeAll(async () => {
  service = await openClassService({ processes: 2 });
  onControl(service.bus, 'classCreated', (data) => created.push(data));
  onControl(service.bus, 'enrolmentChanged', (data) => enrolled.push(data));
  await service.bus.connection.flush();
});
afterAll(() => service.close());

/** Everything that NATS had for us up to now has arrived. */
const heard = () => service.bus.connection.flush();
const published = async (entityId: string) => (await service.events()).filter((one) => one.entityId === entityId);
const waiting = () =>
  Promise.all(
    ['classes', 'enrolments'].map((name) =>
      service.database.collection(name).countDocuments({ 'outbox.0': { $exists: true } }),
    ),
  );

test('a new class is told to every process before the answer, and its event is published once', async () => {
  const { teacher, classId } = await service.classWith(0);
  await heard();
  expect(created.at(-1)).toEqual({ classId, teacherId: teacher._id });
  await expect.poll(waiting).toEqual([0, 0]);
  expect(await published(classId)).toEqual([
    expect.objectContaining({
      subject: 'evt.class.created',
      audited: true,
      actor: { userId: teacher._id, role: 'teacher' },
      data: { classId, className: 'Physics', teacherId: teacher._id },
    }),
  ]);
});

test('an enrolment is told to every process before each answer, and its event is published once', async () => {
  const { teacherToken, classId } = await service.classWith(0);
  const { _id: studentId } = service.auth.person('student');
  for (const times of [1, 2]) {
    await service.call('POST', `/class/${classId}/add-student`, teacherToken, { studentId }, times - 1);
    await heard();
    expect(enrolled.slice(-times)).toEqual(
      Array.from({ length: times }, () => ({ classId, studentId, enrolled: true })),
    );
  }
  await expect.poll(waiting).toEqual([0, 0]);
  const events = (await service.events()).filter(({ subject }) => subject === 'evt.enrolment.added');
  expect(events.map(({ data }) => data)).toEqual([{ classId, studentId }]);
});

test('a refused enrolment is told to nobody', async () => {
  const before = enrolled.length;
  const { teacherToken, classId } = await service.classWith(0);
  const { _id: studentId } = service.auth.person('teacher');
  await service.call('POST', `/class/${classId}/add-student`, teacherToken, { studentId });
  await heard();
  expect(enrolled).toHaveLength(before);
});

test('200 while the stream of events is gone: whoever publishes first makes it again', async () => {
  await service.streams.delete(EVENT_STREAM);
  const { students, classId } = await service.classWith(1);
  await expect.poll(waiting, { timeout: 5_000 }).toEqual([0, 0]);
  const data = (await service.events()).map((one) => one.data);
  expect(data).toContainEqual({ classId, studentId: first(students)._id });
  expect(data).toContainEqual(expect.objectContaining({ classId, className: 'Physics' }));
});
