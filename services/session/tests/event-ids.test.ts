import { EVENT_STREAM, events } from '@rollcall/contracts';
import { type Person, recordSubject } from '@rollcall/service-kit/testing';
import mongoose from 'mongoose';
import { afterAll, beforeAll, expect, it, vi } from 'vitest';
import { openHall, type TestHall } from './helpers.ts';
import { openLecture } from './lecture.ts';

const { subject } = events.attendanceRecorded;
/** Longer than it takes to notice that a process is silent, and to tell again what it left. */
const TAKEN_OVER_MS = 20_000;

let hall: TestHall;
let mongo: mongoose.Connection;

beforeAll(async () => {
  hall = await openHall();
  mongo = await mongoose.createConnection(hall.infra.mongodb.url, { dbName: 'rollcall-session' }).asPromise();
});
afterAll(async () => {
  await mongo?.close();
  await hall?.close();
});

async function open(count: number) {
  const students = Array.from({ length: count }, () => hall.auth.person('student'));
  const { sessionId, token, teacher, post } = await openLecture(hall, students);
  const told = await recordSubject(hall.infra.nats.url, subject, { everyTime: true });
  return {
    students,
    sessionId,
    asTeacher: hall.auth.token(teacher),
    /** How often a scan of this session was told, below the stream, where nothing is dropped. */
    countTold: () => told.messages.filter(({ data }) => data.sessionId === sessionId).length,
    async scan(student: Person): Promise<{ _id: string; recordedAt: string }> {
      const answer = await post(student, { token });
      expect(answer.status).toBe(200);
      return answer.body.data.record;
    },
    close: () => told.close(),
  };
}

/** Has all scans of the last minute told again; resolves when the stream has acknowledged them. */
async function tellAgain(): Promise<void> {
  const publishers = mongo.collection<{ _id: string }>('publishers');
  const silent = { _id: 'a dead process', watermark: new Date(), aliveAt: new Date(Date.now() - 60_000) };
  await publishers.insertOne(silent);
  await vi.waitFor(async () => expect(await publishers.findOne({ _id: silent._id })).toBeNull(), TAKEN_OVER_MS);
}

/** Ids of the scans of a session that the stream has. */
async function idsInStream(sessionId: string): Promise<string[]> {
  const { streams } = await hall.classBus.connection.jetstreamManager();
  const { first_seq, last_seq } = (await streams.info(EVENT_STREAM)).state;
  const ids: string[] = [];
  for (let seq = first_seq; seq <= last_seq; seq += 1) {
    const message = await streams.getMessage(EVENT_STREAM, { seq });
    const { id, data } = message.json<{ id: string; data: { sessionId: string } }>();
    if (message.subject === subject && data.sessionId === sessionId) ids.push(id);
  }
  return ids;
}

const idOf = ({ _id, recordedAt }: { _id: string; recordedAt: string }) => `recorded.${_id}.${Date.parse(recordedAt)}`;

it('a scan that is told twice is in the stream once', async () => {
  const { students, sessionId, scan, countTold, close } = await open(1);
  const record = await scan(students[0] as Person);
  await vi.waitFor(() => expect(countTold()).toBeGreaterThanOrEqual(1), 10_000);
  await tellAgain();
  await vi.waitFor(() => expect(countTold()).toBeGreaterThanOrEqual(2), 10_000);
  expect(await idsInStream(sessionId)).toEqual([idOf(record)]);
  await close();
});

it('scans that are told twice together have an id each, by which whoever hears them takes each once', async () => {
  const { students, sessionId, scan, countTold, close } = await open(3);
  const records = await Promise.all(students.map(scan));
  await vi.waitFor(() => expect(countTold()).toBeGreaterThanOrEqual(3), 10_000);
  await tellAgain();
  await vi.waitFor(() => expect(countTold()).toBeGreaterThanOrEqual(6), 10_000);
  expect(new Set(await idsInStream(sessionId))).toEqual(new Set(records.map(idOf)));
  await close();
});

it('a scan that replaces an absent is another one than the scan before', async () => {
  const { students, sessionId, asTeacher, scan, countTold, close } = await open(1);
  const [student] = students as [Person];
  const first = await scan(student);
  const path = `/api/v1/sessions/${sessionId}/records/${student._id}`;
  expect((await hall.call(asTeacher, 'PUT', path, { status: 'absent' })).status).toBe(200);
  const second = await scan(student);
  await vi.waitFor(() => expect(countTold()).toBeGreaterThanOrEqual(2), 10_000);
  await vi.waitFor(async () => expect(await idsInStream(sessionId)).toEqual([idOf(first), idOf(second)]), 10_000);
  await close();
});
