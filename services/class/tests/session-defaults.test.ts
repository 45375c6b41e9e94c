import { rpcs } from '@rollcall/contracts';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { type ClassTest, openClassService } from './helpers.ts';
import { dataOf, makeCourse, outcome, someone } from './people-of.ts';

let service: ClassTest;
beforeAll(async () => {
  service = await openClassService();
});
afterAll(() => service.close());

const defaults = {
  mode: 'single-use',
  slots: 9,
  geofence: { latitude: 48.1, longitude: 11.5, radiusMetres: 80, policy: 'flag' },
};

async function createWith(sessionDefaults: unknown) {
  const owner = someone(service, 'teacher');
  const answer = await service.call('POST', '/api/v1/classes', owner.token, { className: 'Optics', sessionDefaults });
  return { owner, answer };
}

test('what sessions are like by default: replaced as a whole, shown to who runs the class, told to the session service', async () => {
  const { owner, answer } = await createWith(defaults);
  const { _id: classId, sessionDefaults } = dataOf(answer);
  expect(sessionDefaults).toEqual(defaults);
  const told = async () => (await service.ask(rpcs.class.getClass, { classId })).class;
  expect(await told()).toMatchObject({ sessionDefaults: defaults, courseName: null });
  const path = `/api/v1/classes/${classId}`;
  const edited = await service.call('PATCH', path, owner.token, { sessionDefaults: { result: 'every' } });
  expect(dataOf(edited).sessionDefaults).toEqual({ result: 'every' });
  expect((await told())?.sessionDefaults).toEqual({ result: 'every' });

  const student = someone(service, 'student');
  await service.call('POST', `${path}/students`, owner.token, { studentId: student._id });
  expect(dataOf(await service.call('GET', path, student.token)).sessionDefaults).toBeNull();
  await expect
    .poll(async () => (await service.events()).filter(({ subject }) => subject === 'evt.class.edited'))
    .toContainEqual(expect.objectContaining({ data: expect.objectContaining({ fields: ['sessionDefaults'] }) }));
});

test('a class of a course tells its name; one that says nothing has no defaults', async () => {
  const owner = someone(service, 'teacher');
  const course = await makeCourse(service, owner);
  const path = `/api/v1/courses/${course._id}/classes`;
  const made = dataOf(await service.call('POST', path, owner.token, { className: 'Group A' }));
  const { class: found } = await service.ask(rpcs.class.getClass, { classId: made._id });
  expect(found).toMatchObject({ courseName: course.name, sessionDefaults: {} });
});

test.each([
  { rotationSeconds: 4 },
  { slots: 10 },
  { lateAfterMinutes: -1 },
  { mode: 'none' },
  { geofence: { ...defaults.geofence, latitude: 91 } },
  { geofence: { ...defaults.geofence, radiusMetres: { $gt: 0 } } },
  { $set: { mode: 'rotating' } },
  { unknown: 1 },
  JSON.parse('{"__proto__": {"mode": "rotating"}}'),
  'rotating',
])('400 for defaults that are none: %j', async (sessionDefaults) => {
  expect(outcome((await createWith(sessionDefaults)).answer)).toEqual([400, 'invalid_request']);
});
