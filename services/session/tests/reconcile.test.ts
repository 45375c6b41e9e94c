import { createLogger, openQueueConnection, type RedisClient } from '@rollcall/service-kit';
import type { Person } from '@rollcall/service-kit/testing';
import mongoose from 'mongoose';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { openHall, type TestHall } from './helpers.ts';

const LONG_AGO_MS = 60_000;

let hall: TestHall;
let mongo: mongoose.Connection;
let redis: RedisClient;
let asTeacher: string;
let students: Person[];
let sessionId: string;

beforeAll(async () => {
  hall = await openHall();
  mongo = await mongoose.createConnection(hall.infra.mongodb.url, { dbName: 'rollcall-session' }).asPromise();
  redis = openQueueConnection(hall.redisUrl, 'worker', createLogger('test', 'silent'));
});
afterAll(async () => {
  redis?.disconnect();
  await mongo?.close();
  await hall?.close();
});
beforeEach(async () => {
  const teacher = hall.auth.person('teacher');
  students = Array.from({ length: 3 }, () => hall.auth.person('student'));
  asTeacher = hall.auth.token(teacher);
  const classId = hall.createClass(teacher, students);
  sessionId = (await hall.call(asTeacher, 'POST', '/api/v1/sessions', { classId })).body.data._id;
});

const session = async () => (await hall.call(asTeacher, 'GET', `/api/v1/sessions/${sessionId}`)).body.data;
const meta = () => `live:{${sessionId}}:meta`;
const ended = () => expect.poll(async () => (await session()).status, { timeout: 15_000 }).toBe('ended');

describe('what a dead process left', () => {
  it('a closing that is stored, with the absent not yet written, is finished at its instant', async () => {
    const closingAt = new Date(Date.now() - LONG_AGO_MS);
    await redis.hset(meta(), { status: 'closing', closingAtMs: closingAt.getTime() });
    await mongo
      .collection<{ _id: string }>('sessions')
      .updateOne({ _id: sessionId }, { $set: { status: 'closing', closingAt } });
    await ended();
    expect(await session()).toMatchObject({ endedAt: closingAt.toISOString(), summary: { absent: 3, total: 3 } });
    expect(await mongo.collection('records').countDocuments({ sessionId, status: 'absent' })).toBe(3);
  });

  it('a session that refuses scans, but whose closing MongoDB never heard of, is ended', async () => {
    const closingAtMs = Date.now() - LONG_AGO_MS;
    await redis.hset(meta(), { status: 'closing', closingAtMs });
    await ended();
    expect((await session()).endedAt).toBe(new Date(closingAtMs).toISOString());
  });

  it('a session whose live state is gone gets it back without being asked', async () => {
    await hall.flushRedis();
    await expect.poll(() => redis.hget(meta(), 'status'), { timeout: 15_000 }).toBe('active');
    expect(await redis.scard(`live:{${sessionId}}:roster`)).toBe(students.length);
  });

  it('a pending mark whose process died is absent at the end, once its lease is over', async () => {
    const [student] = students as [Person];
    const pending = ['p', 'present', Date.now(), 'dead', Date.now() + 1_000, ''].join('|');
    await redis.hset(`live:{${sessionId}}:marks:1`, student._id, pending);
    const answer = await hall.call(asTeacher, 'POST', `/api/v1/sessions/${sessionId}/end`);
    expect(Date.now()).toBeGreaterThan(Number(pending.split('|')[4]));
    expect(answer.body.data.summary).toMatchObject({ present: 0, absent: 3 });
  });
});
