import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';
import { type AttendanceStatus, rpcs } from '@rollcall/contracts';
import { migrateDatabase, request } from '@rollcall/service-kit';
import { connectTestBus, type Person } from '@rollcall/service-kit/testing';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { databaseSchema } from '../../src/index.ts';
import { openHall, type TestHall } from '../helpers.ts';
import { openPast, type Past } from './past.ts';

let hall: TestHall;
let past: Past;
let isDying = false;
/** Is awaited by whoever has counted and not yet written. */
let beforeWrite: (() => Promise<void>) | undefined;
beforeAll(async () => {
  const checkpoint = async (name: string) => {
    if (name !== 'recount:before-write') return;
    if (isDying) throw new Error('as if the process died');
    await beforeWrite?.();
  };
  hall = await openHall({ processes: 2, overrides: () => ({ checkpoint }) });
  past = await openPast(hall);
});
afterAll(async () => {
  await past?.close();
  await hall?.close();
});
afterEach(() => {
  isDying = false;
  beforeWrite = undefined;
});

let teacher: Person;
let students: Person[];
let classId: string;
beforeEach(() => {
  teacher = hall.auth.person('teacher');
  students = Array.from({ length: 30 }, () => hall.auth.person('student'));
  classId = hall.createClass(teacher, students);
});

const call = (method: string, path: string, body?: object, process = 0) =>
  hall.call(hall.auth.token(teacher), method, `/api/v1/${path}`, body, process);
const open = async (): Promise<string> => (await call('POST', 'sessions', { classId })).body.data._id;
const resultsOf = (sessionId: string) => past.results.findOne({ _id: sessionId });
const recountAt = async (sessionId: string) =>
  ((await past.sessions.findOne({ _id: sessionId }))?.recountAt as Date | undefined)?.getTime() ?? 0;
/** As if the time had passed. */
const makeDue = (sessionId: string) =>
  past.sessions.updateOne({ _id: sessionId }, { $set: { recountAt: new Date(Date.now() - 1) } });
const mark = (sessionId: string, student: Person | undefined, status: AttendanceStatus, process = 0) =>
  call('PUT', `sessions/${sessionId}/records/${student?._id}`, { status }, process);
const settled = { timeout: 15_000, interval: 100 };

describe('results of a session', () => {
  it('are there when it has ended, and follow each change after it', async () => {
    const sessionId = await open();
    await mark(sessionId, students[0], 'present');
    expect(await resultsOf(sessionId)).toBeNull();
    await call('POST', `sessions/${sessionId}/end`);
    expect(await resultsOf(sessionId)).toMatchObject({ statuses: `P${'A'.repeat(29)}`, rev: 1 });
    await mark(sessionId, students[2], 'excused');
    expect(await resultsOf(sessionId)).toMatchObject({ statuses: `PAE${'A'.repeat(27)}`, rev: 2 });
  });

  it('are right after thirty changes at once on two processes', async () => {
    const sessionId = await open();
    await call('POST', `sessions/${sessionId}/end`);
    const answers = await Promise.all(
      students.map((one, n) => mark(sessionId, one, n % 2 ? 'late' : 'present', n % 2)),
    );
    expect(new Set(answers.map(({ status }) => status))).toEqual(new Set([200]));
    expect((await resultsOf(sessionId))?.statuses).toBe('PL'.repeat(15));
    expect(await past.differences(false)).toEqual([]);
  });

  it('are not overwritten by who has counted before a change and writes after it', async () => {
    const sessionId = await open();
    await call('POST', `sessions/${sessionId}/end`);
    await mark(sessionId, students[0], 'late');
    isDying = true;
    await mark(sessionId, students[0], 'absent');
    isDying = false;
    beforeWrite = async () => {
      beforeWrite = undefined;
      await mark(sessionId, students[2], 'present', 1);
    };
    // In sum it is the same as before, so that nothing but the results themselves tells that they are old.
    await mark(sessionId, students[1], 'late', 0);
    expect((await resultsOf(sessionId))?.statuses).toBe(`ALP${'A'.repeat(27)}`);
  });

  it('come by another process when the one that ended it dies before counting', async () => {
    const sessionId = await open();
    isDying = true;
    expect((await call('POST', `sessions/${sessionId}/end`)).status).toBe(200);
    expect(await resultsOf(sessionId)).toBeNull();
    const inMs = (await recountAt(sessionId)) - Date.now();
    expect(inMs).toBeGreaterThan(50_000);
    expect(inMs).toBeLessThan(61_000);
    isDying = false;
    await makeDue(sessionId);
    await expect.poll(() => resultsOf(sessionId), settled).toMatchObject({ statuses: 'A'.repeat(30) });
    await expect.poll(() => recountAt(sessionId), settled).toBe(0);
  });

  it('follow a change whose process died before counting; while counting fails, it is tried again', async () => {
    const sessionId = await open();
    await call('POST', `sessions/${sessionId}/end`);
    await past.sessions.updateOne({ _id: sessionId }, { $unset: { recountAt: 1 } });
    isDying = true;
    await mark(sessionId, students[0], 'late');
    expect(await recountAt(sessionId)).toBeGreaterThan(Date.now() + 5_000);
    await makeDue(sessionId);
    await expect.poll(() => recountAt(sessionId), settled).toBeGreaterThan(Date.now() + 30_000);
    expect(await past.differences(false)).toEqual([{ sessionId, problem: 'wrong' }]);
    isDying = false;
    await makeDue(sessionId);
    await expect.poll(async () => (await resultsOf(sessionId))?.statuses, settled).toBe(`L${'A'.repeat(29)}`);
  });

  it('come to sessions of before there were any, when the database is migrated', async () => {
    const sessionId = await open();
    await call('POST', `sessions/${sessionId}/end`);
    await past.sessions.updateOne({ _id: sessionId }, { $unset: { recountAt: 1 } });
    await past.results.deleteOne({ _id: sessionId });
    const mongo = { MONGODB_URL: hall.infra.mongodb.url, MONGODB_DATABASE_PREFIX: 'rollcall-' };
    expect((await migrateDatabase('session', mongo, databaseSchema)).changed).toMatchObject({
      'sessions-2-count-results': 1,
    });
    await expect.poll(() => resultsOf(sessionId), settled).toMatchObject({ statuses: 'A'.repeat(30) });
  });

  it('share the roster of their class for as long as nobody comes or goes', async () => {
    for (let n = 0; n < 3; n += 1) {
      if (n === 2) hall.enrol(classId, hall.auth.person('student'));
      await call('POST', `sessions/${await open()}/end`);
    }
    const rosters = await past.mongo.collection('resultRosters').find({ classId }).toArray();
    expect(rosters.map((one) => one.studentIds.length).sort()).toEqual([30, 31]);
  });
});

describe('rpc absences-in-a-row', () => {
  it('counts back from the session asked about; excused ends it, a session without a result does not', async () => {
    const bus = await connectTestBus(hall.infra.nats.url);
    const [always, excused, late, gap] = students as [Person, Person, Person, Person];
    const lecture = (day: number, ...statuses: (AttendanceStatus | undefined)[]) => ({
      classId,
      teacherIds: [teacher._id],
      at: `2026-03-0${day}T10:00:00.000Z`,
      marks: [always, excused, late, gap].map(
        (student, n) => [student, statuses[n]] as [Person, AttendanceStatus | undefined],
      ),
    });
    const ids = await past.add(
      lecture(1, 'absent', 'absent', 'late', 'absent'),
      lecture(2, 'absent', 'excused', 'absent', undefined),
      lecture(3, 'absent', 'absent', 'absent', 'absent'),
      lecture(4, 'present', 'absent', 'absent', undefined),
    );
    const ask = async (sessionId: string | undefined, atLeast: number) => {
      const question = { sessionId: sessionId ?? '', atLeast };
      const { students: found } = await request(bus, rpcs.session.absencesInARow, question, {
        requestId: 't',
        actor: null,
      });
      return Object.fromEntries(found.map(({ studentId, inARow }) => [studentId, inARow]));
    };
    expect(await ask(ids[2], 1)).toEqual({ [always._id]: 3, [excused._id]: 1, [late._id]: 2, [gap._id]: 2 });
    expect(await ask(ids[2], 3)).toEqual({ [always._id]: 3 });
    expect(await ask(ids[3], 2)).toEqual({ [excused._id]: 2, [late._id]: 3 });
    // The end is told before it is counted.
    await past.results.deleteOne({ _id: ids[2] ?? '' });
    expect(await ask(ids[2], 3)).toEqual({ [always._id]: 3 });
    await bus.close();
  });
});

describe('the command reports:rebuild', () => {
  const main = join(import.meta.dirname, '../../src/main.ts');
  async function command(...args: string[]): Promise<{ code: number; printed: string }> {
    const child = spawn(process.execPath, [main, 'reports:rebuild', ...args], {
      env: { ...process.env, MONGODB_URL: hall.infra.mongodb.url },
    });
    let printed = '';
    for (const stream of [child.stdout, child.stderr]) stream.on('data', (data) => (printed += data));
    const [code] = await once(child, 'exit');
    return { code, printed };
  }

  it('--verify names what is missing, wrong or too much, changes nothing and fails; without it all is made right', async () => {
    await past.differences(true);
    const lecture = {
      classId,
      teacherIds: [teacher._id],
      marks: students.map((one) => [one, 'present'] as [Person, 'present']),
    };
    const [missing = '', wrong = ''] = await past.add(
      { ...lecture, at: '2026-03-02T10:00:00.000Z' },
      { ...lecture, at: '2026-03-03T10:00:00.000Z' },
    );
    expect(await command('--verify')).toEqual({ code: 0, printed: 'session: 0 results differ\n' });
    await past.results.deleteOne({ _id: missing });
    await past.results.updateOne({ _id: wrong }, { $set: { statuses: 'A'.repeat(30) } });
    const orphan = 'e'.repeat(24);
    await past.results.insertOne({ ...(await resultsOf(wrong)), _id: orphan });
    const all = [
      `session: results of ${missing}: missing`,
      `session: results of ${wrong}: wrong`,
      `session: results of ${orphan}: of a session that has not ended`,
    ];
    for (let n = 0; n < 2; n += 1) {
      const { code, printed } = await command('--verify');
      expect([code, printed.trim().split('\n')]).toEqual([
        1,
        [...all, 'reports:rebuild: 3 results are not what the records say'],
      ]);
    }
    expect(await command()).toEqual({ code: 0, printed: `${all.join('\n')}\nsession: 3 results were made anew\n` });
    expect((await command('--verify')).code).toBe(0);
    expect(await resultsOf(wrong)).toMatchObject({ statuses: 'P'.repeat(30) });
    expect((await command('--all')).code).toBe(2);
  });
});
