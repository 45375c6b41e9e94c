import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';
import { setTimeout as wait } from 'node:timers/promises';
import { EVENT_STREAM } from '@rollcall/contracts';
import { type Infra, startInfra } from '@rollcall/dev-infra';
import { type Bus, type PendingEvent, publishEvents, systemClock } from '@rollcall/service-kit';
import { connectTestBus } from '@rollcall/service-kit/testing';
import mongoose from 'mongoose';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { entryIdOf } from '../src/domain/entry.ts';
import { readConfig } from '../src/index.ts';
import { verifyLog } from '../src/operations/verify-log.ts';
import { openLogStore } from '../src/store/log-store.ts';
import { type Database, mark, newId, openDatabase, SIGNING_KEY } from './helpers.ts';

const COUNT = 2_000;
const BATCH = 50;
const patience = { timeout: 120_000 };
const written = { timeout: 60_000, interval: 100 };

let infra: Infra;
let bus: Bus;
let database: Database;
let variables: Record<string, string>;
const running = new Set<ChildProcess>();

beforeEach(async () => {
  infra = await startInfra({ provider: 'local', servers: ['mongodb', 'nats'] });
  bus = await connectTestBus(infra.nats.url);
  database = await openDatabase(infra.mongodb.url);
  variables = {
    HOST: '127.0.0.1',
    PORT: '0',
    MANAGEMENT_PORT: '0',
    NATS_URL: infra.nats.url,
    MONGODB_URL: infra.mongodb.url,
    AUDIT_SIGNING_KEY: SIGNING_KEY,
  };
});
afterEach(async () => {
  await Promise.all([...running].map(end));
  await bus?.close();
  await database?.close();
  await infra?.stop();
});

/** The service as a process of its own. */
function startProcess(): ChildProcess {
  const child = spawn(process.execPath, [join(import.meta.dirname, '../src/main.ts')], {
    env: { PATH: process.env.PATH, ...variables },
    stdio: 'ignore',
  });
  running.add(child);
  return child;
}

async function end(child: ChildProcess) {
  running.delete(child);
  if (child.exitCode !== null || child.signalCode !== null) return;
  child.kill('SIGKILL');
  await once(child, 'exit');
}

const entries = () => database.entries.countDocuments();
const moreThan = (count: number) => vi.waitFor(async () => expect(await entries()).toBeGreaterThan(count), written);

function someMarks(count = COUNT): PendingEvent[] {
  const sessionIds = Array.from({ length: 40 }, newId);
  return Array.from({ length: count }, (_, n) => mark(sessionIds[n % 40] ?? '', newId(), newId()));
}

/** Publishes as outboxes do: what is not acknowledged comes again. */
async function publishAll(events: PendingEvent[], onBatch: (done: number) => Promise<void> = async () => {}) {
  for (let done = 0; done < events.length; done += BATCH) {
    await publishUntilStored(events.slice(done, done + BATCH));
    await onBatch(done + BATCH);
  }
}

async function publishUntilStored(events: PendingEvent[]) {
  for (;;) {
    try {
      return await publishEvents(bus, events);
    } catch {
      await wait(50);
    }
  }
}

async function expectEachOnce(events: PendingEvent[]) {
  await vi.waitFor(async () => expect(await entries()).toBe(events.length), written);
  const stored = await database.entries.find({}, { projection: { _id: 1 } }).toArray();
  const expected = events.map(({ envelope }) => entryIdOf(envelope.id));
  expect(stored.map(({ _id }) => _id).toSorted()).toEqual(expected.toSorted());
  const connection = await mongoose.createConnection(infra.mongodb.url, { dbName: 'rollcall-audit' }).asPromise();
  const store = await openLogStore(connection, systemClock);
  expect(await verifyLog({ store, config: readConfig(variables) })).toMatchObject({
    valid: true,
    entries: events.length,
  });
  await connection.close();
}

describe('every event is there once', () => {
  it('after the process and NATS were killed in the middle of 2,000', patience, async () => {
    let child = startProcess();
    const events = someMarks();
    await publishAll(events, async (done) => {
      if (done === 500 || done === 1_500) {
        await moreThan(done / 4);
        await end(child);
        child = startProcess();
      }
      if (done === 1_000) {
        await infra.nats.signal('SIGKILL');
        await infra.nats.restart();
      }
    });
    await expectEachOnce(events);
  });

  it('after MongoDB was killed in the middle', patience, async () => {
    startProcess();
    const events = someMarks();
    await publishAll(events, async (done) => {
      if (done !== 1_000) return;
      await moreThan(200);
      await infra.mongodb.signal('SIGKILL');
      await infra.mongodb.restart();
    });
    await expectEachOnce(events);
  });

  it('that was published while no process of the service ran', patience, async () => {
    const child = startProcess();
    const [first = [], second = []] = [someMarks(100), someMarks(1_000)];
    await publishAll(first);
    await moreThan(99);
    await end(child);
    await publishAll(second);
    startProcess();
    startProcess();
    await expectEachOnce([...first, ...second]);
  });

  it('when the stream was lost and everything is told again, as after a lost disk of NATS', patience, async () => {
    startProcess();
    const events = someMarks(600);
    await publishAll(events.slice(0, 400));
    await moreThan(399);
    await infra.nats.restart({ empty: true });
    await publishAll(events);
    await expectEachOnce(events);
    const { streams } = await bus.connection.jetstreamManager();
    expect((await streams.info(EVENT_STREAM)).state.messages).toBe(600);
  });
});
