import { jobs, queuePrefix } from '@rollcall/contracts';
import { AppError } from '@rollcall/service-kit';
import { recordSubject } from '@rollcall/service-kit/testing';
import { Worker } from 'bullmq';
import { Redis } from 'ioredis';
import mongoose from 'mongoose';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { openSeminar } from './excuse-helpers.ts';
import { openExporting } from './export-helpers.ts';
import { openHall, type TestHall } from './helpers.ts';

let hall: TestHall;
let exporting: ReturnType<typeof openExporting>;
/** Holds each process between the file and what is noted of it. */
const gates: (Promise<void> | undefined)[] = [];
const reached = new Set<number>();

beforeAll(async () => {
  hall = await openHall({
    processes: 2,
    overrides: (process) => ({
      checkpoint: async (point) => {
        if (point !== 'export:after-file') return;
        reached.add(process);
        await gates[process];
      },
    }),
  });
  exporting = openExporting(hall);
});
afterAll(() => hall.close());

/** Asks for exports until all processes are held by one. */
async function holdAll() {
  const holds = [Promise.withResolvers<void>(), Promise.withResolvers<void>()] as const;
  holds[0].promise.catch(() => undefined);
  gates.splice(0, 2, ...holds.map(({ promise }) => promise));
  reached.clear();
  const seminars = [openSeminar(hall), openSeminar(hall)];
  const held = await Promise.all(
    seminars.map(async ({ teacher, classId }) => ({
      teacher,
      exportId: (await exporting.ask(teacher, { what: 'class', ofId: classId })).body.data._id as string,
    })),
  );
  await expect.poll(() => reached.size).toBe(2);
  const open = () => {
    for (const { resolve } of holds) resolve();
  };
  return { held, open, fail: holds[0].reject };
}

test('an export whose process dies is made by another one', async () => {
  const { open } = await holdAll();
  // This one takes the job, and is not heard of any more.
  const { queue } = jobs.export;
  const connection = new Redis(hall.redisUrl, { maxRetriesPerRequest: null });
  const dead = new Worker(queue, null, { connection, prefix: queuePrefix(queue), lockDuration: 2_000 });
  const { teacher, classId } = openSeminar(hall);
  const asked = await exporting.ask(teacher, { what: 'class', ofId: classId });
  const taken = await dead.getNextJob('a token');
  expect(taken?.data.exportId).toBe(asked.body.data._id);
  open();
  await expect
    .poll(async () => (await exporting.get(teacher, asked.body.data._id)).status, { timeout: 20_000 })
    .toBe('done');
  await dead.close(true);
  connection.disconnect();
});

test('an export that the queue has lost is made all the same', async () => {
  const { open } = await holdAll();
  const { teacher, classId } = openSeminar(hall);
  const exportId = (await exporting.ask(teacher, { what: 'class', ofId: classId })).body.data._id;
  await hall.flushRedis();
  const database = await mongoose.createConnection(hall.infra.mongodb.url, { dbName: 'rollcall-session' }).asPromise();
  const longAgo = { $set: { updatedAt: new Date(Date.now() - 60_000) } };
  await database.collection<{ _id: string }>('exports').updateOne({ _id: exportId }, longAgo);
  await database.close();
  open();
  await expect.poll(async () => (await exporting.get(teacher, exportId)).status, { timeout: 20_000 }).toBe('done');
});

test('an export whose process is to stop is made by another one, and told once', async () => {
  const events = await recordSubject(hall.infra.nats.url, 'evt.export.made');
  const { held, open, fail } = await holdAll();
  const stopped = hall.services[0]?.close();
  fail(new AppError('try_again'));
  open();
  await stopped;
  for (const { teacher, exportId } of held) {
    await expect
      .poll(async () => (await exporting.get(teacher, exportId, 1))?.status, { timeout: 20_000 })
      .toBe('done');
  }
  await expect
    .poll(() => events.messages.map(({ data }) => data.exportId).toSorted())
    .toEqual(held.map(({ exportId }) => exportId).toSorted());
  await events.close();
}, 30_000);
