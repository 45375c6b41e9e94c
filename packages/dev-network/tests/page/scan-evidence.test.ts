import { type PolicyInput, routes } from '@rollcall/contracts';
import { describe, expect, test } from 'vitest';
import { startLecture, studentOf } from './helpers/lecture.ts';
import { bodiesOf, expectVerdict, openCode } from './helpers/verdict.ts';
import { expectAccessible } from './stage/checks.ts';
import { setPermission } from './stage/permissions.ts';
import { useStage } from './stage/stage.ts';

const stage = useStage();
const phone = { size: 'phone' } as const;
const NOT_SEEN = 'We could not see that you are in the room';

async function prepare(policy: PolicyInput) {
  const hall = await stage.newHall(1);
  const lecture = await startLecture(hall, policy);
  return { hall, student: studentOf(hall), lecture };
}

describe('a session that wants to know the place', () => {
  const room = { latitude: 52.5186, longitude: 13.3761 };
  const geofence = { ...room, radiusMetres: 100, policy: 'require' } as const;
  const inRoom = { ...room, accuracy: 10 };

  test('asks first, and takes the scan once the student allows it', async () => {
    const { student, lecture } = await prepare({ geofence });
    const page = await student.open(await lecture.address(), phone);
    await expectVerdict(page, 'Are you in the room?');
    await expectAccessible(page);
    await page.context().setGeolocation(inRoom);
    await setPermission(page, 'geolocation', 'granted');
    await page.getByRole('button', { name: 'Allow location' }).click();
    await expectVerdict(page, 'You are in');
    expect(await lecture.marksOf(student)).toEqual(['present confirmed']);
  });

  test('says how to allow it to whoever has blocked it', async () => {
    const { student, lecture } = await prepare({ geofence });
    const page = await student.open(await lecture.address(), { ...phone, place: 'refused' });
    await expectVerdict(page, NOT_SEEN);
    await page.getByText('Allow it in the settings of your browser').waitFor();
    await page.getByRole('button', { name: 'Try again' }).click();
    await page.getByText('Allow it in the settings of your browser').waitFor();
    await page.context().setGeolocation(inRoom);
    await setPermission(page, 'geolocation', 'granted');
    await page.getByRole('button', { name: 'Try again' }).click();
    await expectVerdict(page, 'You are in');
  });

  test('has it in the first request of whoever has allowed it', async () => {
    const { student, lecture } = await prepare({ geofence });
    const page = await student.open('/s', { ...phone, place: inRoom });
    const scans = bodiesOf(page, '/api/v1/scans');
    await openCode(page, (await lecture.wall()).token);
    await expectVerdict(page, 'You are in');
    expect(scans).toEqual([expect.objectContaining({ location: { ...room, accuracyMetres: 10 } })]);
  });

  test('refuses who is elsewhere, and lets them try again', async () => {
    const { student, lecture } = await prepare({ geofence });
    const page = await student.open(await lecture.address(), { ...phone, place: { ...inRoom, latitude: 48.1 } });
    await expectVerdict(page, NOT_SEEN);
    await page.context().setGeolocation(inRoom);
    await page.getByRole('button', { name: 'Try again' }).click();
    await expectVerdict(page, 'You are in');
  });

  test('that only notes it takes the scan, and offers to allow it for next time', async () => {
    const { student, lecture } = await prepare({ geofence: { ...geofence, policy: 'flag' } });
    const page = await student.open(await lecture.address(), phone);
    await expectVerdict(page, 'You are in');
    await page.getByText('Your phone did not say where it was.').waitFor();
    expect(await lecture.marksOf(student)).toEqual(['present flagged']);
    await page.context().setGeolocation(inRoom);
    await setPermission(page, 'geolocation', 'granted');
    await page.getByRole('button', { name: 'Allow location for next time' }).click();
    await page.getByText('Next time it is sent along.').waitFor();
  });

  test('is another one than most: nobody else is told where the phone is', async () => {
    const { student, lecture } = await prepare({});
    const page = await student.open('/s', { ...phone, place: inRoom });
    const scans = bodiesOf(page, '/api/v1/scans');
    await openCode(page, (await lecture.wall()).token);
    await expectVerdict(page, 'You are in');
    expect(scans).toEqual([expect.not.objectContaining({ location: expect.anything() })]);
  });
});

describe('a session that requires the own phone', () => {
  test('binds the first browser at its first scan, and refuses the second until a change is approved', async () => {
    const { hall, student, lecture } = await prepare({ device: 'require' });
    const first = await student.open(await lecture.address(), phone);
    await expectVerdict(first, 'You are in');
    expect(await lecture.marksOf(student)).toEqual(['present confirmed']);

    await lecture.end();
    const again = await startLecture(hall, { device: 'require' });
    const second = await student.open(await again.address(), phone);
    await expectVerdict(second, 'This is not your registered phone');
    await expectAccessible(second);
    await second.getByRole('button', { name: 'Ask for a change of phone' }).click();
    await second.getByText('You have asked for a change.').waitFor();

    const { items } = await stage.admin.client.call(routes.listDeviceResets, { query: {} });
    const reset = items.find(({ userId }) => userId === student.userId);
    await stage.admin.client.call(routes.approveDeviceReset, { ids: { id: reset?._id ?? '' }, body: {} });
    await openCode(second, (await again.wall()).token);
    await expectVerdict(second, 'You are in');
  });

  test('costs a known browser no request more', async () => {
    const { student, lecture } = await prepare({ device: 'flag' });
    const page = await student.open('/s', phone);
    const bindings = bodiesOf(page, '/api/v1/devices');
    const scans = bodiesOf(page, '/api/v1/scans');
    const { token } = await lecture.wall();
    await openCode(page, token);
    await expectVerdict(page, 'You are in');
    expect(await lecture.marksOf(student)).toEqual(['present confirmed']);
    await page.reload();
    await expectVerdict(page, 'You are in');
    expect([bindings.length, scans.length]).toEqual([1, 2]);
  });

  test('cannot know a browser that keeps nothing; every other session takes its scan', async () => {
    const strict = await prepare({ device: 'require' });
    const page = await strict.student.open(await strict.lecture.address(), { ...phone, without: ['indexedDB'] });
    await expectVerdict(page, 'We could not see which phone this is');
    const usual = await prepare({});
    const other = await usual.student.open(await usual.lecture.address(), { ...phone, without: ['indexedDB'] });
    await expectVerdict(other, 'You are in');
  });
});
