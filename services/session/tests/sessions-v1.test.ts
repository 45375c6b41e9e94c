import { runMigrations } from '@rollcall/service-kit';
import type { Person } from '@rollcall/service-kit/testing';
import mongoose from 'mongoose';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { databaseSchema } from '../src/store/migrations.ts';
import { openHall, type TestHall } from './helpers.ts';

let hall: TestHall;
let mongo: mongoose.Connection;
let teacher: Person;
let student: Person;
let classId: string;

beforeAll(async () => {
  hall = await openHall();
  mongo = await mongoose.createConnection(hall.infra.mongodb.url, { dbName: 'rollcall-session' }).asPromise();
  teacher = hall.auth.person('teacher');
  student = hall.auth.person('student');
  classId = hall.createClass(teacher, [student]);
});
afterAll(async () => {
  await mongo?.close();
  await hall?.close();
});

/** A session as the release before wrote it. */
async function insertOfVersion1(change: object): Promise<string> {
  const _id = new mongoose.Types.ObjectId().toString();
  const startedAt = new Date(Date.now() - 60_000);
  await sessions().insertOne({
    _id,
    schemaVersion: 1,
    institutionId: 'default',
    classId,
    className: 'Physics',
    teacherIds: [teacher._id],
    openedBy: teacher._id,
    teacherName: 'Ada',
    status: 'active',
    room: null,
    startedAt,
    closingAt: null,
    endedAt: null,
    rounds: [{ roundNumber: 1, startsAt: startedAt, endsAt: null }],
    policy: { lateAfterMinutes: 7, rotationSeconds: 20, graceSeconds: 3 },
    summary: null,
    ...change,
  });
  return _id;
}

function sessions() {
  if (!mongo.db) throw new Error('MongoDB is not connected');
  return mongo.db.collection<{ _id: string; [field: string]: unknown }>('sessions');
}

const as = (method: string, path: string) => hall.call(hall.auth.token(teacher), method, `/api/v1/${path}`);

describe('a session of version 1', () => {
  it('goes on: its policies are its own, then the defaults; scans are taken, it ends', async () => {
    const sessionId = await insertOfVersion1({ open: true });
    expect((await as('GET', `sessions/${sessionId}`)).body.data).toMatchObject({
      status: 'active',
      startsAt: null,
      endsAt: null,
      policy: { lateAfterMinutes: 7, rotationSeconds: 20, graceSeconds: 3, mode: 'rotating', device: 'off' },
    });
    const { token } = (await as('GET', `sessions/${sessionId}/qr`)).body.data;
    const scanned = await hall.call(hall.auth.token(student), 'POST', '/api/v1/scans', { token });
    expect(scanned.body.data).toMatchObject({ status: 'present', courseName: null });
    expect((await as('POST', `sessions/${sessionId}/end`)).body.data.summary).toMatchObject({ present: 1 });
  });

  it('is raised by the migration, which may be run again, and is in lists then', async () => {
    const sessionId = await insertOfVersion1({ status: 'ended', endedAt: new Date(), summary: null });
    const run = () => runMigrations(mongo, databaseSchema.migrations);
    expect((await run()).changed['sessions-2-policies']).toBeGreaterThan(0);
    expect((await run()).changed['sessions-2-policies']).toBe(0);
    expect(await sessions().findOne({ _id: sessionId })).toMatchObject({
      schemaVersion: 2,
      beginsAt: expect.any(Date),
      policy: { rotationSeconds: 20, slots: 4, geofence: null },
    });
    const { items } = (await as('GET', `sessions?classId=${classId}`)).body.data;
    expect(items.map(({ _id }: { _id: string }) => _id)).toContain(sessionId);
  });
});
