import { type Infra, startInfra } from '@rollcall/dev-infra';
import { type Bus, createEvent, createIdSource, systemClock } from '@rollcall/service-kit';
import mongoose from 'mongoose';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { RefusedWrite } from '../src/store/record-commits.ts';
import { createRecords, type NewRecord, type RecordDocument, type Records } from '../src/store/records.ts';

const trace = { requestId: 'test', actor: null };
const AT_ONCE = 40;
const ROUNDS = 30;
const sessionId = '65f0c0ffee65f0c0ffee65f0';

let infra: Infra;
let mongo: mongoose.Connection;
let records: Records;
// Nothing is published here: what waits in an outbox stays.
const bus = { isUp: () => false, clock: systemClock, ids: createIdSource(systemClock) } as unknown as Bus;

beforeAll(async () => {
  infra = await startInfra({ servers: ['mongodb'], provider: 'local' });
  mongo = await mongoose
    .createConnection(infra.mongodb.url, {
      dbName: 'records',
      autoCreate: false,
      socketTimeoutMS: 1_800,
      writeConcern: { w: 'majority', journal: true },
    })
    .asPromise();
  records = createRecords(mongo, bus);
});
afterAll(async () => {
  records?.outbox.close();
  await mongo?.close();
  await infra?.stop();
});

function recordOf(number: number, change: Partial<NewRecord> = {}): NewRecord {
  const studentId = number.toString(16).padStart(24, '0');
  return {
    _id: `${sessionId}.1.${studentId}`,
    institutionId: 'default',
    sessionId,
    classId: sessionId,
    studentId,
    roundNumber: 1,
    status: 'present',
    verification: 'confirmed',
    method: 'qr',
    recordedAt: new Date(),
    ...change,
  };
}

const atOnce = <Result>(work: (writer: number) => Promise<Result>) =>
  Promise.all(Array.from({ length: AT_ONCE }, (_, writer) => work(writer)));

describe('many writers of one record at the same instant', () => {
  it('insert it once, and all get the one that is there', async () => {
    for (let round = 0; round < ROUNDS; round += 1) {
      const outcomes = await atOnce((writer) => records.commitScan(recordOf(round, { tokenHash: `of ${writer}` })));
      expect(outcomes.filter((outcome) => outcome?.inserted)).toHaveLength(1);
      expect(new Set(outcomes.map((outcome) => outcome?.record.tokenHash)).size).toBe(1);
    }
  });

  it('change the very revision that they read, each change kept in its history', async () => {
    const wanted = recordOf(1_000);
    await records.commitScan(wanted);
    const { _id, classId, studentId, roundNumber, status } = wanted;
    const data = { recordId: _id, sessionId, classId, studentId, roundNumber, status };
    const event = createEvent(bus, 'attendanceReviewed', _id, { ...data, verification: 'rejected', why: null }, trace);
    const edit = { status, verification: 'rejected', change: { at: new Date(), by: sessionId, reason: null } } as const;
    for (let round = 0; round < 5; round += 1) {
      const current = (await records.get(sessionId, _id)) as RecordDocument;
      const written = await atOnce(() => records.edit(current, edit, event));
      expect(written.filter((one) => one !== null)).toMatchObject([{ rev: current.rev + 1 }]);
    }
    expect((await records.get(sessionId, _id))?.history).toHaveLength(5);
  });

  it('write the absent in batches beside scans, and no stored mark is overwritten', async () => {
    for (let round = 0; round < ROUNDS; round += 1) {
      const numbers = Array.from({ length: 20 }, (_, index) => 10_000 + round * 20 + index);
      const absents = numbers.map((number) => recordOf(number, { status: 'absent', method: 'machine' }));
      const [scans] = await Promise.all([
        Promise.all(numbers.map((number) => records.commitScan(recordOf(number)))),
        records.insertMissing(absents),
        records.insertMissing(absents),
      ]);
      for (const [index, scan] of scans.entries()) {
        const stored = await records.get(sessionId, (absents[index] as NewRecord)._id);
        expect(stored?.status).toBe(scan === null ? 'absent' : 'present');
      }
    }
  });
});

describe('a batch of scans', () => {
  it('is judged one by one: new ones, one twice, one that was there, one that MongoDB refuses', async () => {
    const there = recordOf(50_000, { tokenHash: 'first' });
    await records.commitScan(there);
    await mongo.db?.command({ collMod: 'records', validator: { room: { $ne: 'forbidden' } } });
    const forbidden = { ...recordOf(50_001), room: 'forbidden' } as NewRecord;
    const scans = [recordOf(50_002), recordOf(50_003), recordOf(50_003), { ...there, tokenHash: 'second' }, forbidden];
    const outcomes = await Promise.allSettled(scans.map((one) => records.commitScan(one)));
    expect(outcomes).toMatchObject([
      { value: { inserted: true } },
      { value: { inserted: true } },
      { value: { inserted: false } },
      { value: { inserted: false, record: { tokenHash: 'first' } } },
      { status: 'rejected' },
    ]);
    const [, , , , refusedOne] = outcomes as [unknown, unknown, unknown, unknown, PromiseRejectedResult];
    expect(refusedOne.reason).toBeInstanceOf(RefusedWrite);
    expect(await records.get(sessionId, forbidden._id)).toBeNull();
    await mongo.db?.command({ collMod: 'records', validator: {} });
  });

  it('replaces an absent by hand, never one of the closing', async () => {
    const byHand = recordOf(60_000, { status: 'absent', method: 'manual' });
    const ofClosing = recordOf(60_001, { status: 'absent', method: 'machine' });
    await records.insertMissing([byHand, ofClosing]);
    expect(await records.commitScan(recordOf(60_000, { tokenHash: 'x' }))).toMatchObject({
      record: { status: 'present', tokenHash: 'x', rev: 2 },
    });
    expect(await records.commitScan(recordOf(60_001))).toBeNull();
    expect(await records.get(sessionId, ofClosing._id)).toMatchObject({ status: 'absent', rev: 1 });
  });

  it('that no majority confirms is not known to be refused', async () => {
    await infra.mongodb.signal('SIGSTOP');
    const error = await records.commitScan(recordOf(70_000)).catch((thrown: unknown) => thrown);
    await infra.mongodb.signal('SIGCONT');
    expect(error).toBeInstanceOf(Error);
    expect(error).not.toBeInstanceOf(RefusedWrite);
    expect(await records.commitScan(recordOf(70_000))).toMatchObject({ record: { status: 'present' } });
  });
});
