import { type Person, recordSubject } from '@rollcall/service-kit/testing';
import mongoose from 'mongoose';
import { afterAll, beforeAll, beforeEach, describe, expect, it, vi } from 'vitest';
import { openHall, type TestHall } from './helpers.ts';

/** Longer than a process may be silent, and a second for the next look. */
const TAKEN_OVER_MS = 20_000;

let hall: TestHall;
let teacher: Person;
let students: [Person, Person, Person];
let classId: string;
let asTeacher: string;
/** Where the first process stops for good, as if it had died there. */
let dieAt: string | undefined;

beforeAll(async () => {
  hall = await openHall({
    processes: 2,
    overrides: (process) => ({
      checkpoint: (point) => (process === 0 && point === dieAt ? new Promise(() => undefined) : undefined),
    }),
  });
});
afterAll(() => hall?.close());
beforeEach(() => {
  dieAt = undefined;
  teacher = hall.auth.person('teacher');
  students = [hall.auth.person('student'), hall.auth.person('student'), hall.auth.person('student')];
  classId = hall.createClass(teacher, students);
  asTeacher = hall.auth.token(teacher);
});

async function start() {
  const sessionId: string = (await hall.call(asTeacher, 'POST', '/api/v1/sessions', { classId })).body.data._id;
  const { token } = (await hall.call(asTeacher, 'GET', `/api/v1/sessions/${sessionId}/qr`)).body.data;
  const scan = (who: Person, process = 0) =>
    hall.call(hall.auth.token(who), 'POST', '/api/v1/scans', { token }, process);
  const events = await recordSubject(hall.infra.nats.url, 'evt.attendance.recorded');
  const heard = (who: Person) => events.messages.filter(({ data }) => data.studentId === who._id);
  return { sessionId, scan, events, heard };
}

describe('what a process could not tell', () => {
  it('is told by itself when NATS is back', async () => {
    const { scan, heard, events } = await start();
    await hall.infra.nats.signal('SIGSTOP');
    expect((await scan(students[0])).status).toBe(200);
    await hall.infra.nats.signal('SIGCONT');
    await vi.waitFor(() => expect(heard(students[0]).length).toBeGreaterThan(0), { timeout: 15_000 });
    await events.close();
  });

  it('is shown and told by another one: records that a silent process left, from its watermark on', async () => {
    const { scan, heard, events, sessionId } = await start();
    dieAt = 'scan:after-ack';
    expect((await scan(students[0])).status).toBe(200);
    expect((await scan(students[1], 1)).status).toBe(200);
    await vi.waitFor(() => expect(heard(students[1])).toHaveLength(1), 10_000);
    expect(heard(students[0])).toEqual([]);
    // The process itself goes on here, so its silence is written in its place.
    const mongo = await mongoose.createConnection(hall.infra.mongodb.url, { dbName: 'rollcall-session' }).asPromise();
    const silent = { watermark: new Date(), aliveAt: new Date(Date.now() - 60_000) };
    await mongo.db?.collection<{ _id: string }>('publishers').insertOne({ _id: 'a dead process', ...silent });
    await vi.waitFor(() => expect(heard(students[0]).length).toBeGreaterThan(0), { timeout: TAKEN_OVER_MS });
    await expect
      .poll(() => mongo.db?.collection<{ _id: string }>('publishers').findOne({ _id: 'a dead process' }))
      .toBeNull();
    await mongo.close();
    expect(new Set(heard(students[0]).map(({ data }) => data.recordId))).toEqual(
      new Set([`${sessionId}.1.${students[0]._id}`]),
    );
    await events.close();
  });
});

describe('what the boards could not be told', () => {
  it('is shown when Redis is back: marks that were stored while it was away are on the board', async () => {
    const { scan, sessionId } = await start();
    await scan(students[0]);
    // A record that no live state has heard of, as after a failure between the commit and the boards.
    const mongo = await mongoose.createConnection(hall.infra.mongodb.url, { dbName: 'rollcall-session' }).asPromise();
    const records = mongo.db?.collection<{ _id: string }>('records');
    const first = await records?.findOne({ _id: `${sessionId}.1.${students[0]._id}` });
    const unshown = { ...first, _id: `${sessionId}.1.${students[2]._id}`, studentId: students[2]._id };
    await records?.insertOne(unshown);
    const silent = { watermark: new Date(), aliveAt: new Date(Date.now() - 60_000) };
    await mongo.db?.collection<{ _id: string }>('publishers').insertOne({ _id: 'another dead process', ...silent });
    const present = async () =>
      (await hall.call(asTeacher, 'GET', `/api/v1/sessions/${sessionId}/stats`)).body.data.rounds[0].summary.present;
    expect(await present()).toBe(2);
    const board = await recordSubject(hall.infra.nats.url, `live.session.${sessionId}`);
    await vi.waitFor(
      () => {
        const updates = board.messages.filter(({ data }) => data.event === 'attendance:updated');
        expect(updates.at(-1)).toMatchObject({
          data: { data: { changes: [{ studentId: students[2]._id }], summary: { present: 2, total: 3 } } },
        });
      },
      { timeout: TAKEN_OVER_MS },
    );
    await board.close();
    await mongo.close();
  });
});
