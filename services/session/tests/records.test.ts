import { type Infra, startInfra } from '@rollcall/dev-infra';
import mongoose from 'mongoose';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { createRecords, type NewRecord, type Records } from '../src/store/records.ts';

const AT_ONCE = 40;
const ROUNDS = 30;
const sessionId = '65f0c0ffee65f0c0ffee65f0';

let infra: Infra;
let mongo: mongoose.Connection;
let records: Records;

beforeAll(async () => {
  infra = await startInfra({ servers: ['mongodb'], provider: 'local' });
  mongo = await mongoose.createConnection(infra.mongodb.url, { dbName: 'records', autoCreate: false }).asPromise();
  records = createRecords(mongo);
});
afterAll(async () => {
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
      const outcomes = await atOnce((writer) => records.insert(recordOf(round, { tokenHash: `of ${writer}` })));
      expect(outcomes.filter(({ inserted }) => inserted)).toHaveLength(1);
      expect(new Set(outcomes.map(({ record }) => record.tokenHash)).size).toBe(1);
    }
  });

  it('mark it one after the other, each kept in its history', async () => {
    for (let round = 0; round < 5; round += 1) {
      const record = recordOf(1_000 + round, { method: 'manual' });
      const written = await atOnce(() => records.mark(record, { at: new Date(), by: sessionId, reason: null }));
      expect(written.map(({ rev }) => rev).sort((a, b) => a - b)).toEqual(written.map((_, index) => index + 1));
      expect((await records.get(sessionId, record._id))?.history).toHaveLength(AT_ONCE);
    }
  });

  it('write the absent in batches beside scans, and no stored mark is overwritten', async () => {
    for (let round = 0; round < ROUNDS; round += 1) {
      const numbers = Array.from({ length: 20 }, (_, index) => 10_000 + round * 20 + index);
      const absents = numbers.map((number) => recordOf(number, { status: 'absent', method: 'machine' }));
      const [scans] = await Promise.all([
        Promise.all(numbers.map((number) => records.insert(recordOf(number)))),
        records.insertMissing(absents),
        records.insertMissing(absents),
      ]);
      for (const { record, inserted } of scans) {
        const stored = await records.get(sessionId, record._id);
        expect(stored?.status).toBe(inserted ? 'present' : 'absent');
      }
    }
  });
});
