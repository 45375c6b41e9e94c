import { type Infra, startInfra } from '@rollcall/dev-infra';
import { connectTestBus } from '@rollcall/service-kit/testing';
import mongoose, { type Connection } from 'mongoose';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { createJoinCodes, type JoinCodes, joinCodeModel } from '../src/store/join-codes.ts';

const TIMES = 40;
const STUDENT = 'b'.repeat(24);

let infra: Infra;
let bus: Awaited<ReturnType<typeof connectTestBus>>;
let connection: Connection;
let codes: JoinCodes;
beforeAll(async () => {
  infra = await startInfra({ servers: ['mongodb', 'nats'], provider: 'local' });
  bus = await connectTestBus(infra.nats.url);
  connection = await mongoose.createConnection(infra.mongodb.url, { dbName: 'holds' }).asPromise();
  codes = createJoinCodes(connection, bus);
});
afterAll(async () => {
  codes?.outbox.close();
  await connection?.close();
  await bus?.close();
  await infra?.stop();
});

/** A code with one use, which so many requests of one student hold together. */
async function held(attempts: number): Promise<string> {
  const _id = new mongoose.Types.ObjectId().toString();
  const expiresAt = new Date(Date.now() + 60_000);
  const rest = { schemaVersion: 1, institutionId: 'default', approval: false, revokedAt: null, madeAt: new Date() };
  await joinCodeModel(connection).create({
    _id,
    classId: _id,
    code: _id,
    maxUses: 1,
    uses: 0,
    holds: [],
    expiresAt,
    ...rest,
  });
  for (let n = 0; n < attempts; n += 1) expect(await codes.hold(_id, STUDENT, new Date())).toBe(true);
  return _id;
}
const holdsOf = async (id: string) => (await joinCodeModel(connection).findById(id).lean())?.holds;

test('requests of one student that give back at once leave no hold behind', async () => {
  for (let time = 0; time < TIMES; time += 1) {
    const id = await held(3);
    await Promise.all([1, 2, 3].map(() => codes.giveBack(id, STUDENT)));
    expect(await holdsOf(id)).toEqual([]);
  }
});

test('a use is given back by the last of the requests that hold it, and not before', async () => {
  const id = await held(2);
  await codes.giveBack(id, STUDENT);
  expect(await holdsOf(id)).toMatchObject([{ studentId: STUDENT, attempts: 1 }]);
  expect(await codes.hold(id, 'c'.repeat(24), new Date())).toBe(false);
  await codes.giveBack(id, STUDENT);
  await codes.giveBack(id, STUDENT);
  expect(await holdsOf(id)).toEqual([]);
  expect(await codes.hold(id, 'c'.repeat(24), new Date())).toBe(true);
});
