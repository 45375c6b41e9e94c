import { createLogger, openQueueConnection, type RedisClient, systemTrace, tellAll } from '@rollcall/service-kit';
import type { Person } from '@rollcall/service-kit/testing';
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest';
import { type Answer, openHall, type TestHall } from './helpers.ts';
import { type Lecture, openLecture } from './lecture.ts';

/** The contract's order: of all that is true of a scan the first answers. */
const order = [
  'token_invalid',
  'already_recorded',
  'session_not_active',
  'round_not_active',
  'not_enrolled',
  'token_expired',
  'token_consumed',
  'device_required',
  'location_required',
] as const;
type Reason = (typeof order)[number];

const room = { latitude: 48.137154, longitude: 11.576124, radiusMetres: 50, policy: 'require' } as const;
const inside = { latitude: 48.1372, longitude: 11.5762, accuracyMetres: 12 };
const elsewhere = { latitude: 48.2, longitude: 11.6, accuracyMetres: 12 };

let hall: TestHall;
let redis: RedisClient;

beforeAll(async () => {
  hall = await openHall();
  redis = openQueueConnection(hall.redisUrl, 'worker', createLogger('test', 'silent'));
});
afterAll(async () => {
  redis?.disconnect();
  await hall?.close();
});

/** What is answered to a scan of which all these reasons are true, and no other. */
async function scanWith(...reasons: Reason[]): Promise<Answer> {
  const is = (reason: Reason) => reasons.includes(reason);
  const [student, other] = [hall.auth.person('student'), hall.auth.person('student')];
  const lecture = await openLecture(hall, [student, other], {
    mode: is('token_consumed') ? 'single-use' : 'rotating',
    slots: 1,
    rotationSeconds: 120,
    graceSeconds: is('token_expired') ? 0 : 60,
    device: 'require',
    geofence: room,
  });
  const good = (who = student) => ({ device: { id: `phone-of-${who._id}` }, location: inside });
  const accepted = async (who: typeof student, token: string) =>
    expect((await lecture.post(who, { token, ...good(who) })).status).toBe(200);

  if (is('already_recorded')) await accepted(student, lecture.token);
  let { token } = await lecture.wall();
  if (is('token_consumed')) await accepted(other, token);
  if (is('token_expired')) await done(lecture.as('POST', '/qr/rotate'));
  if (is('not_enrolled')) await remove(lecture, student);
  if (is('round_not_active')) await done(lecture.as('POST', `/rounds/${lecture.sessionId}.1/end`));
  if (is('session_not_active')) await done(lecture.as('POST', '/end'));
  if (is('token_invalid')) token = `${token.slice(1)}${token[0]}`;
  const { device, location } = good();
  return lecture.post(student, {
    token,
    ...(!is('device_required') && { device }),
    ...(!is('location_required') && { location }),
  });
}

async function done(answer: Promise<Answer>): Promise<void> {
  expect((await answer).status).toBe(200);
}

async function remove({ classId, sessionId }: Lecture, student: Person): Promise<void> {
  const studentId = student._id;
  hall.remove(classId, student);
  await tellAll(hall.classBus, 'enrolmentChanged', { classId, studentId, enrolled: false }, systemTrace('test'));
  await vi.waitFor(async () => expect(await redis.sismember(`live:{${sessionId}}:roster`, studentId)).toBe(0), 5_000);
}

function reasonOf({ status, body }: Answer): Reason {
  return status === 200 && body.data.alreadyRecorded ? 'already_recorded' : body.code;
}

it('a scan against which nothing speaks counts', async () => {
  expect(await scanWith()).toMatchObject({ status: 200, body: { data: { alreadyRecorded: false } } });
});

describe.each(order)('%s', (reason) => {
  const later = order.slice(order.indexOf(reason) + 1);

  it('is the answer when it is the only reason', async () => {
    expect(reasonOf(await scanWith(reason))).toBe(reason);
  });

  it.for(later)('goes before %s', async (other) => {
    expect(reasonOf(await scanWith(reason, other))).toBe(reason);
  });
});

it('a foreign device goes before a place elsewhere', async () => {
  const student = hall.auth.person('student');
  hall.auth.bindDevice(student._id, { kind: 'id', id: 'the-phone-of-the-student' });
  const { post, token } = await openLecture(hall, [student], { device: 'require', geofence: room });
  const foreign = { id: 'the-phone-of-a-friend' };
  expect((await post(student, { token, device: foreign, location: elsewhere })).body.code).toBe('device_not_bound');
  const own = { id: 'the-phone-of-the-student' };
  expect((await post(student, { token, device: own, location: elsewhere })).body.code).toBe('outside_geofence');
});
