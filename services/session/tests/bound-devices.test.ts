import { createDeviceKey, type DeviceKey, signDeviceProof, signScannedToken } from '@rollcall/client';
import type { Person } from '@rollcall/service-kit/testing';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { thumbprintOf } from '../src/domain/bound-device.ts';
import { openHall, type TestHall } from './helpers.ts';
import { openLecture } from './lecture.ts';

const phone = { id: 'the-phone-of-the-student' };
const otherPhone = { id: 'the-phone-of-a-friend' };

let hall: TestHall;
let student: Person;

beforeAll(async () => {
  hall = await openHall({ env: { QR_GRACE_SECONDS: '0' } });
});
afterAll(() => hall?.close());
beforeEach(() => {
  student = hall.auth.person('student');
});
afterEach(() => hall.auth.setDevicesAway(false));

const bind = ({ id }: { id: string }) => hall.auth.bindDevice(student._id, { kind: 'id', id });
async function bindKey(): Promise<DeviceKey> {
  const key = await createDeviceKey();
  const signature = await signDeviceProof(key, student._id);
  hall.auth.bindDevice(student._id, { kind: 'key', publicKey: key.publicKey, signature });
  return key;
}
async function proof(key: DeviceKey, text: string) {
  return { device: { id: thumbprintOf(key.publicKey), signature: await signScannedToken(key, text) } };
}

describe('where devices are not asked for', () => {
  it('a foreign one is no doubt, and the first one is not bound', async () => {
    // The place has the scan judged.
    const room = { latitude: 48, longitude: 11, radiusMetres: 50, policy: 'require' } as const;
    const open = await openLecture(hall, [student], { device: 'off', geofence: room });
    const location = { latitude: 48, longitude: 11, accuracyMetres: 10 };
    const answer = await open.post(student, { token: open.token, device: otherPhone, location });
    expect(answer.body.data.record).toMatchObject({ verification: 'confirmed', flags: [] });
    const strict = await openLecture(hall, [student], { device: 'require' });
    expect((await strict.post(student, { token: strict.token, device: phone })).status).toBe(200);
  });
});

describe('where a foreign device is a doubt', () => {
  const flagsOf = async (body: object) => {
    const open = await openLecture(hall, [student], { device: 'flag' });
    const answer = await open.post(student, { token: open.token, ...body });
    expect(answer.status).toBe(200);
    expect(await open.doubts()).toEqual({ [student._id]: answer.body.data.record.flags });
    return answer.body.data.record.flags;
  };

  it('none and another one are doubtful, the own one is not, and the first one becomes the own one', async () => {
    expect(await flagsOf({})).toEqual(['device_missing']);
    expect(await flagsOf({ device: phone })).toEqual([]);
    expect(await flagsOf({ device: otherPhone })).toEqual(['device_not_bound']);
    expect(await flagsOf({ device: phone })).toEqual([]);
  });

  it('a browser’s key that signs something else, or nothing, is doubtful', async () => {
    const key = await bindKey();
    expect(await flagsOf({ device: { id: thumbprintOf(key.publicKey) } })).toEqual(['device_not_bound']);
    expect(await flagsOf(await proof(key, 'another token'))).toEqual(['device_not_bound']);
  });

  it('an unbound browser’s key is not bound by a scan: that takes a proof', async () => {
    expect(await flagsOf(await proof(await createDeviceKey(), 'any token'))).toEqual(['device_not_bound']);
    expect(await flagsOf({ device: phone })).toEqual([]);
  });
});

describe('the signature of a browser’s key', () => {
  it('stands for the token that was shown: that of the code before is none', async () => {
    const key = await bindKey();
    const open = await openLecture(hall, [student], { device: 'require' });
    await open.as('POST', '/qr/rotate');
    const { token } = await open.wall();
    const stale = await open.post(student, { token, ...(await proof(key, open.token)) });
    expect(stale.body.code).toBe('device_not_bound');
    expect((await open.post(student, { token, ...(await proof(key, token)) })).status).toBe(200);
  });

  it('stands for a typed code, however that is spelled', async () => {
    const key = await bindKey();
    const open = await openLecture(hall, [student], { device: 'require', typedCode: 'allow' });
    const spelled = `${open.code.slice(0, 3).toLowerCase()}-${open.code.slice(3)}`;
    const ofToken = await open.post(student, { code: spelled, ...(await proof(key, open.token)) });
    expect(ofToken.body.code).toBe('device_not_bound');
    expect((await open.post(student, { code: spelled, ...(await proof(key, open.code)) })).status).toBe(200);
  });
});

describe('after a reset', () => {
  it('the new device is the own one, and the one before is foreign, in the session that knew it', async () => {
    bind(phone);
    const open = await openLecture(hall, [student], { device: 'require' });
    expect((await open.post(student, { token: open.token, device: phone })).status).toBe(200);
    hall.auth.releaseDevice(student._id);
    const inNextRound = async (device: object) => {
      await open.as('POST', '/rounds');
      return open.post(student, { token: (await open.wall()).token, device });
    };
    expect((await inNextRound(otherPhone)).status).toBe(200);
    expect((await inNextRound(phone)).body.code).toBe('device_not_bound');
    expect((await inNextRound(otherPhone)).status).toBe(200);
  });
});

describe('while auth is away', () => {
  it('a session that requires the own device puts off what it does not know, with a receipt that is good when auth is back', async () => {
    const open = await openLecture(hall, [student], { device: 'require' });
    hall.auth.setDevicesAway(true);
    const answer = await open.post(student, { token: open.token, device: phone });
    expect(answer).toMatchObject({ status: 503, body: { code: 'try_again', receipt: expect.any(String) } });
    expect(await open.doubts()).toEqual({});
    await open.as('POST', '/qr/rotate');
    hall.auth.setDevicesAway(false);
    const late = { token: open.token, device: phone };
    expect((await open.post(student, late)).body.code).toBe('token_expired');
    expect((await open.post(student, { ...late, receipt: answer.body.receipt })).status).toBe(200);
  });

  it('a session for which it is a doubt takes the scan, and says that nobody looked', async () => {
    bind(otherPhone);
    const open = await openLecture(hall, [student], { device: 'flag' });
    hall.auth.setDevicesAway(true);
    const { record } = (await open.post(student, { token: open.token, device: phone })).body.data;
    expect(record).toMatchObject({ verification: 'flagged', flags: ['device_unchecked'] });
    expect(await open.doubts()).toEqual({ [student._id]: ['device_unchecked'] });
  });

  it.each(['flag', 'require'] as const)('who is known goes in without doubt (%s)', async (device) => {
    bind(phone);
    const open = await openLecture(hall, [student], { device });
    hall.auth.setDevicesAway(true);
    const { record } = (await open.post(student, { token: open.token, device: phone })).body.data;
    expect(record).toMatchObject({ verification: 'confirmed', flags: [] });
  });

  it('a session starts, and asks about each device when auth is back', async () => {
    bind(phone);
    hall.auth.setDevicesAway(true);
    const open = await openLecture(hall, [student], { device: 'require' });
    hall.auth.setDevicesAway(false);
    expect((await open.post(student, { token: open.token, device: otherPhone })).body.code).toBe('device_not_bound');
    expect((await open.post(student, { token: open.token, device: phone })).status).toBe(200);
  });
});
