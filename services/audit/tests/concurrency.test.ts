import { type ChildProcess, fork } from 'node:child_process';
import { once } from 'node:events';
import { type Infra, startInfra } from '@rollcall/dev-infra';
import { createIdSource, systemClock, systemTrace } from '@rollcall/service-kit';
import mongoose from 'mongoose';
import { afterEach, beforeEach, describe, expect, it, onTestFinished, vi } from 'vitest';
import { draftOfEvent } from '../src/domain/draft.ts';
import { entryIdOf } from '../src/domain/entry.ts';
import type { PersonalPart, StoredPart } from '../src/domain/personal-part.ts';
import { readConfig } from '../src/index.ts';
import { recordOwn } from '../src/operations/record-own.ts';
import { verifyLog } from '../src/operations/verify-log.ts';
import { openLogStore } from '../src/store/log-store.ts';
import { numberedEvent } from './concurrency/numbered-event.ts';
import { type Database, openDatabase, SIGNING_KEY } from './helpers.ts';

const patience = { timeout: 120_000 };

let infra: Infra;
let database: Database;
beforeEach(async () => {
  infra = await startInfra({ provider: 'local', servers: ['mongodb'] });
  database = await openDatabase(infra.mongodb.url);
});
afterEach(async () => {
  await database?.close();
  await infra?.stop();
});

async function startWriter(first: number, count: number): Promise<ChildProcess> {
  const script = new URL('concurrency/writer.ts', import.meta.url);
  const child = fork(script, [infra.mongodb.url, `${first}`, `${count}`], { execArgv: [] });
  await once(child, 'message');
  return child;
}

const write = async (child: ChildProcess) => {
  child.send('go');
  return once(child, 'exit');
};

const ids = createIdSource(systemClock);

async function openStore() {
  const connection = await mongoose.createConnection(infra.mongodb.url, { dbName: 'rollcall-audit' }).asPromise();
  onTestFinished(() => connection.close());
  return openLogStore(connection, systemClock);
}

async function verify() {
  const store = await openStore();
  const config = readConfig({
    AUDIT_SIGNING_KEY: SIGNING_KEY,
    NATS_URL: 'nats://none',
    MONGODB_URL: infra.mongodb.url,
  });
  return verifyLog({ store, config });
}

async function expectOnce(numbers: number[]) {
  const stored = await database.entries.find({}, { projection: { _id: 1 } }).toArray();
  const expected = numbers.map((number) => entryIdOf(numberedEvent(number).id));
  expect(stored.map(({ _id }) => _id).toSorted()).toEqual(expected.toSorted());
}

describe('a personal part that a dead process left without its entry', () => {
  const draft = draftOfEvent(numberedEvent(1));

  it('is taken as it is when the event comes again', async () => {
    const store = await openStore();
    const left = { ...draft.personal, salt: 'ab'.repeat(32) } as StoredPart;
    await database.parts.insertOne(left);
    await store.append([draft, draftOfEvent(numberedEvent(2))]);
    expect(await verify()).toMatchObject({ valid: true, entries: 2 });
    expect(await database.parts.findOne({ _id: draft.entry._id })).toEqual(left);
  });

  it('does not come back when it was erased meanwhile', async () => {
    const store = await openStore();
    const { _id, at, action } = draft.personal as PersonalPart;
    const erasure = await recordOwn(
      { store, clock: systemClock, ids },
      { act: 'erased', details: {} },
      systemTrace('test'),
    );
    await database.parts.insertOne({ _id, at, action, erasure });
    await store.append([draft]);
    expect(await verify()).toMatchObject({ valid: true, entries: 2, erased: 1 });
    expect(await database.parts.find().toArray()).toEqual([{ _id, at, action, erasure }]);
  });
});

describe('processes that write at once', () => {
  it(
    'never fork a chain: 10,000 events, 2,000 of them by two of three, each once and all in a row',
    patience,
    async () => {
      const writers = await Promise.all([startWriter(0, 4_000), startWriter(3_000, 4_000), startWriter(6_000, 4_000)]);
      const exits = await Promise.all(writers.map(write));
      expect(exits).toEqual([
        [0, null],
        [0, null],
        [0, null],
      ]);
      await expectOnce(Array.from({ length: 10_000 }, (_, number) => number));
      const { valid, entries, chains } = await verify();
      expect([valid, entries]).toEqual([true, 10_000]);
      for (const { chain } of chains) {
        const found = await database.entries
          .find({ chain }, { projection: { position: 1 } })
          .sort({ position: 1 })
          .toArray();
        expect(found.map(({ position }) => position)).toEqual(found.map((_, at) => at + 1));
      }
      // They did get in each other's way: the entries of two took turns.
      expect(await database.parts.countDocuments()).toBe(10_000);
      expect(chains.filter((one) => one.entries > 0).length).toBeGreaterThan(10);
    },
  );

  it('leave no gap when one is killed in the middle, and the others finish what it had', patience, async () => {
    const killed = await startWriter(0, 4_000);
    killed.send('go');
    await vi.waitFor(async () => expect(await database.entries.countDocuments()).toBeGreaterThan(500), {
      timeout: 20_000,
      interval: 5,
    });
    killed.kill('SIGKILL');
    await once(killed, 'exit');
    const before = await verify();
    expect(before.problem).toBeNull();
    expect(before.entries).toBeLessThan(4_000);
    await write(await startWriter(0, 4_000));
    await expectOnce(Array.from({ length: 4_000 }, (_, number) => number));
    expect(await verify()).toMatchObject({ valid: true, entries: 4_000 });
    expect(await database.parts.countDocuments()).toBe(4_000);
  });
});
