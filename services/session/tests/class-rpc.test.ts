import { rpcs } from '@rollcall/contracts';
import { request } from '@rollcall/service-kit';
import { connectTestBus, type Person } from '@rollcall/service-kit/testing';
import mongoose from 'mongoose';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { openHall, type TestHall } from './helpers.ts';

let hall: TestHall;
let bus: Awaited<ReturnType<typeof connectTestBus>>;
let teacher: Person;
beforeAll(async () => {
  hall = await openHall();
  bus = await connectTestBus(hall.infra.nats.url);
  teacher = hall.auth.person('teacher');
});
afterAll(async () => {
  await bus.close();
  await hall.close();
});

const trace = { requestId: 'test', actor: null };
const activeSessions = async (classIds: string[]) =>
  (await request(bus, rpcs.session.activeSessions, { classIds }, trace)).sessions;
const hasSessions = async (classId: string) => (await request(bus, rpcs.session.hasSessions, { classId }, trace)).has;
const call = (method: string, path: string, body?: object) => hall.call(hall.auth.token(teacher), method, path, body);
const start = async (classId: string) => (await call('POST', '/api/v1/sessions', { classId })).body.data;

test('activeSessions: the open ones of the classes asked for; hasSessions: also of ended ones', async () => {
  const [open, ended, none, other] = [0, 1, 2, 3].map(() => hall.createClass(teacher, [])) as [
    string,
    string,
    string,
    string,
  ];
  const session = await start(open);
  await start(other);
  await call('POST', `/api/v1/sessions/${(await start(ended))._id}/end`);
  expect(await activeSessions([open, ended, none])).toEqual([
    { _id: session._id, classId: open, startedAt: session.startedAt },
  ]);
  expect(await activeSessions([])).toEqual([]);
  expect(await Promise.all([open, ended, none].map(hasSessions))).toEqual([true, true, false]);
});

test('each is one query that looks at what it finds alone, by an index', async () => {
  const classIds = Array.from({ length: 150 }, () => hall.createClass(teacher, []));
  const [first = ''] = classIds;
  const past = await start(first);
  await call('POST', `/api/v1/sessions/${past._id}/end`);
  await start(first);
  const database = await mongoose.createConnection(hall.infra.mongodb.url, { dbName: 'rollcall-session' }).asPromise();
  const sessions = database.collection<{ _id: string; classId: string }>('sessions');
  const [template] = await sessions.find({ classId: first, open: true }).toArray();
  const copies = classIds.slice(1).map((classId, at) => ({ ...template, _id: `${at}`.padStart(24, '0'), classId }));
  await sessions.insertMany(copies);
  await database.db?.setProfilingLevel('all');
  expect(await activeSessions(classIds)).toHaveLength(150);
  expect(await hasSessions(first)).toBe(true);
  await database.db?.setProfilingLevel('off');
  const profile = database.collection('system.profile');
  const asked = await profile.find({ ns: /\.sessions$/, 'command.filter.classId': { $exists: true } }).toArray();
  expect(asked).toHaveLength(2);
  for (const { planSummary, docsExamined, nreturned } of asked) {
    expect(planSummary).toMatch(/^IXSCAN/);
    expect(docsExamined).toBeLessThanOrEqual(nreturned + 1);
  }
  expect(await profile.countDocuments({ op: 'getmore', ns: /\.sessions$/ })).toBe(0);
  await database.close();
});

test('409 for a session of an archived class, over both addresses, and nothing is started or ended', async () => {
  const [running, archived] = [hall.createClass(teacher, []), hall.createClass(teacher, [])];
  await start(running);
  hall.archive(archived);
  for (const path of ['/api/v1/sessions', '/attendance/start']) {
    const { status, body } = await call('POST', path, { classId: archived });
    expect([status, body.code]).toEqual([409, 'class_archived']);
  }
  expect(await hasSessions(archived)).toBe(false);
  expect(await activeSessions([running])).toHaveLength(1);
});
