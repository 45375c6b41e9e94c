import { createDeviceKey, signDeviceProof, signScannedToken } from '@rollcall/client';
import type { Person } from '@rollcall/service-kit/testing';
import { recordSubject } from '@rollcall/service-kit/testing';
import mongoose from 'mongoose';
import { afterAll, beforeAll, beforeEach, describe, expect, it, vi } from 'vitest';
import { thumbprintOf } from '../src/domain/bound-device.ts';
import { openHall, type TestHall } from './helpers.ts';

let hall: TestHall;
let teacher: Person;
let student: Person;
let other: Person;
let asTeacher: string;

beforeAll(async () => {
  hall = await openHall({ processes: 2 });
});
afterAll(() => hall?.close());
beforeEach(() => {
  teacher = hall.auth.person('teacher');
  student = hall.auth.person('student');
  other = hall.auth.person('student');
  asTeacher = hall.auth.token(teacher);
});

async function start(policy: object) {
  const classId = hall.createClass(teacher, [student, other]);
  const answer = await hall.call(asTeacher, 'POST', '/api/v1/sessions', { classId, policy });
  expect(answer.status).toBe(201);
  const sessionId: string = answer.body.data._id;
  const { token, code } = (await hall.call(asTeacher, 'GET', `/api/v1/sessions/${sessionId}/qr`)).body.data;
  const scan = (body: object = {}, who = student, process = 0) =>
    hall.call(hall.auth.token(who), 'POST', '/api/v1/scans', { token, ...body }, process);
  return { sessionId, token, code, scan };
}

const room = { latitude: 48.137154, longitude: 11.576124, radiusMetres: 50 };
const inside = { latitude: 48.1372, longitude: 11.5762, accuracyMetres: 12 };
const elsewhere = { latitude: 48.2, longitude: 11.6, accuracyMetres: 12 };

describe('a place', () => {
  it('that is required: without one, elsewhere, or too uncertain it is refused; inside, verdict and distance are kept', async () => {
    const { scan } = await start({ geofence: { ...room, policy: 'require' } });
    expect((await scan()).body).toMatchObject({ code: 'location_required' });
    expect(await scan({ location: elsewhere })).toMatchObject({ status: 403, body: { code: 'outside_geofence' } });
    const uncertain = await scan({ location: { ...inside, accuracyMetres: 5_000 } });
    expect(uncertain.body).toMatchObject({ code: 'outside_geofence' });
    expect((await scan({ location: inside })).body.data.record).toMatchObject({
      verification: 'confirmed',
      location: { verdict: 'inside', distanceMetres: 8 },
      flags: [],
    });
  });

  it('that is doubtful makes the record doubtful, and tells why', async () => {
    const { scan } = await start({ geofence: { ...room, policy: 'flag' } });
    expect((await scan()).body.data.record).toMatchObject({ verification: 'flagged', flags: ['location_missing'] });
    expect((await scan({ location: elsewhere }, other)).body.data.record).toMatchObject({
      verification: 'flagged',
      flags: ['outside_geofence'],
      location: { verdict: 'outside', distanceMetres: 7_209 },
    });
  });

  it('is not asked for when it is off', async () => {
    const { scan } = await start({ geofence: { ...room, policy: 'off' } });
    expect((await scan({ location: elsewhere })).body.data.record).toMatchObject({ flags: [], location: null });
  });

  it.each([
    { latitude: 91 },
    { longitude: -181 },
    { latitude: '48' },
    { latitude: null },
    { accuracyMetres: -1 },
    { accuracyMetres: 1e9 },
    { altitude: 5 },
    { latitude: { $gt: 0 } },
  ])('that is none: 400 for %j', async (change) => {
    const { scan } = await start({});
    expect(await scan({ location: { ...inside, ...change } })).toMatchObject({
      status: 400,
      body: { code: 'invalid_request' },
    });
  });
});

describe('a device', () => {
  it('that is required: the first one is bound, another one is refused, none is refused', async () => {
    const { scan } = await start({ device: 'require' });
    expect((await scan()).body).toMatchObject({ code: 'device_required' });
    expect((await scan({ device: { id: 'phone-of-the-student' } })).body.data.record).toMatchObject({ flags: [] });
    const next = await start({ device: 'require' });
    expect(await next.scan({ device: { id: 'phone-of-a-friend' } })).toMatchObject({
      status: 403,
      body: { code: 'device_not_bound' },
    });
    expect((await next.scan({ device: { id: 'phone-of-the-student' } })).status).toBe(200);
  });

  it('that is a browser’s key signs what it scanned: another text or another key is not bound', async () => {
    const key = await createDeviceKey();
    hall.auth.bindDevice(student._id, {
      kind: 'key',
      publicKey: key.publicKey,
      signature: await signDeviceProof(key, student._id),
    });
    const { scan, token } = await start({ device: 'require' });
    const id = thumbprintOf(key.publicKey);
    const signed = async (text: string, by = key) => ({ device: { id, signature: await signScannedToken(by, text) } });
    expect((await scan({ device: { id } })).body.code).toBe('device_not_bound');
    expect((await scan(await signed('another token'))).body.code).toBe('device_not_bound');
    expect((await scan(await signed(token, await createDeviceKey()))).body.code).toBe('device_not_bound');
    expect((await scan(await signed(token))).status).toBe(200);
  });

  it('that was released meanwhile is noticed: the live state knew the one before', async () => {
    hall.auth.bindDevice(student._id, { kind: 'id', id: 'the phone before' });
    const { scan } = await start({ device: 'require' });
    expect((await scan({ device: { id: 'the-new-phone' } })).body.code).toBe('device_not_bound');
    hall.auth.releaseDevice(student._id);
    expect((await scan({ device: { id: 'the-new-phone' } })).status).toBe(200);
  });

  it('that marks two students makes both records doubtful, and the board says so', async () => {
    const { scan, sessionId } = await start({ device: 'flag' });
    const events = await recordSubject(hall.infra.nats.url, 'evt.attendance.flagged');
    const device = { id: 'one-phone-for-two' };
    expect((await scan({ device })).body.data.record).toMatchObject({ verification: 'confirmed' });
    const second = (await scan({ device }, other, 1)).body.data.record;
    expect(second).toMatchObject({ verification: 'flagged', flags: ['device_shared'] });
    const flagged = (await hall.call(asTeacher, 'GET', `/api/v1/sessions/${sessionId}/flagged`)).body.data.items;
    expect(flagged.map(({ studentId }: { studentId: string }) => studentId).sort()).toEqual(
      [student._id, other._id].sort(),
    );
    await vi.waitFor(() => {
      const ofSession = events.messages.filter(({ data }) => data.sessionId === sessionId);
      expect(ofSession).toMatchObject([{ data: { studentId: student._id } }]);
    }, 10_000);
    await events.close();
  });
});

describe('where a scan came from', () => {
  it('is noted for a limited time, beside the record and never in it', async () => {
    const { scan, sessionId } = await start({ device: 'flag' });
    const { record } = (await scan({ device: { id: 'a-phone-to-note' } })).body.data;
    const mongo = await mongoose.createConnection(hall.infra.mongodb.url, { dbName: 'rollcall-session' }).asPromise();
    const evidence = await vi.waitFor(
      async () => {
        const found = await mongo.db?.collection('evidence').findOne({ sessionId });
        expect(found?.scans).toMatchObject([{ recordId: record._id, address: '127.0.0.1', userAgent: 'node' }]);
        return found;
      },
      { timeout: 5_000 },
    );
    expect(evidence?.scans[0].device).toMatch(/^[\w-]{43}$/);
    const days = (evidence?.expiresAt.getTime() - Date.parse(record.recordedAt)) / 86_400_000;
    expect(days).toBe(30);
    const indexes = await mongo.db?.collection('evidence').indexes();
    expect(indexes).toContainEqual(expect.objectContaining({ key: { expiresAt: 1 }, expireAfterSeconds: 0 }));
    expect(JSON.stringify(await mongo.db?.collection('records').findOne({ sessionId }))).not.toContain('127.0.0.1');
    await mongo.close();
  });
});
