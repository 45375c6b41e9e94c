import { Worker } from 'bullmq';
import { afterEach, describe, expect, test, vi } from 'vitest';
import { AppError } from '../src/app-error.ts';
import { CloseStack } from '../src/close-stack.ts';
import { openQueue, untilDone } from '../src/jobs/queue.ts';
import { type ResumableWork, startResumableWorker, startWorker } from '../src/jobs/worker.ts';
import { openQueueConnection } from '../src/stores/queue-connection.ts';
import { silent, useInfra } from './helpers.ts';

const infra = useInfra(['redis']);
const closers = new CloseStack();
afterEach(() => closers.close());

const parts = () => ({ redisUrl: infra().redis.url, log: silent });
const id = (n: number) => n.toString(16).padStart(24, '0');

let exportsAsked = 0;
function open() {
  const { queue } = closers.add(openQueue('export', parts(), { ...untilDone, backoff: 50 }), (one) => one.close());
  return async () => {
    const exportId = id(++exportsAsked);
    await queue.add('export', { exportId }, { jobId: exportId });
    return { exportId, job: () => queue.getJob(exportId) };
  };
}

function work(run: ResumableWork<{ exportId: string }>['run'], fail = vi.fn(async () => {})) {
  const worker = closers.add(startResumableWorker('export', parts(), { run, fail }), (one) => one.close());
  return { worker, fail };
}

describe('long work', () => {
  test('that waits for a server is tried again; what can never be ends it, and is noted once', async () => {
    const ask = open();
    const [waiting, hopeless] = [await ask(), await ask()];
    let away = 2;
    const run = vi.fn(async ({ exportId }: { exportId: string }) => {
      if (exportId === hopeless.exportId) throw new Error('never');
      if (away-- > 0) throw new AppError('try_again');
    });
    const { fail } = work(run);
    await vi.waitFor(async () => expect([await waiting.job(), await hopeless.job()]).toEqual([undefined, undefined]), {
      timeout: 10_000,
    });
    expect(fail.mock.calls).toEqual([[{ exportId: hopeless.exportId }, new Error('never')]]);
    expect(run).toHaveBeenCalledTimes(4);
  });

  test('is broken off when its process stops, and another one does it', async () => {
    const ask = open();
    const { promise: begun, resolve } = Promise.withResolvers<void>();
    const first = work(async (_, signal) => {
      resolve();
      await new Promise((_, reject) => signal.addEventListener('abort', () => reject(signal.reason)));
    });
    const { exportId } = await ask();
    await begun;
    await first.worker.close();
    expect(first.fail).not.toHaveBeenCalled();
    const done = vi.fn(async () => {});
    work(done);
    await vi.waitFor(() => expect(done).toHaveBeenCalledWith({ exportId }, expect.anything()), 10_000);
  });
});

test('work that wants to be called again is, at its time', async () => {
  const { queue } = closers.add(openQueue('notificationDigest', parts()), (one) => one.close());
  const times: number[] = [];
  const worker = startWorker('notificationDigest', parts(), 1, async () => {
    times.push(Date.now());
    return times.length === 1 ? new Date(Date.now() + 300) : undefined;
  });
  closers.add(worker, (one) => one.close());
  await queue.add('digest', { userId: id(1) });
  await vi.waitFor(() => expect(times).toHaveLength(2), 10_000);
  expect((times[1] ?? 0) - (times[0] ?? 0)).toBeGreaterThanOrEqual(300);
});

test('a job that was given out and never taken is worked on soon', async () => {
  const { queue } = closers.add(openQueue('sessionTimer', parts()), (one) => one.close());
  const connection = openQueueConnection(infra().redis.url, 'worker', silent);
  const { prefix } = queue.opts;
  const short = { autorun: false, lockDuration: 1_000 };
  const dead = new Worker(queue.name, undefined, { connection, prefix: String(prefix), ...short });
  await queue.add('end', { sessionId: id(1), action: 'end' });
  expect(await dead.getNextJob('dead')).toMatchObject({ name: 'end' });
  await dead.close();
  connection.disconnect();
  const done = vi.fn(async () => undefined);
  closers.add(startWorker('sessionTimer', parts(), 1, done), (one) => one.close());
  await vi.waitFor(() => expect(done).toHaveBeenCalled(), 15_000);
}, 25_000);

test('a worker stops soon while Redis is away, also when it has never been there', async () => {
  const done = vi.fn(async () => undefined);
  const worker = startWorker('mail', parts(), 1, done);
  const { queue } = closers.add(openQueue('mail', parts()), (one) => one.close());
  await queue.add('mail', { kind: 'invitation', userId: id(1) });
  await vi.waitFor(() => expect(done).toHaveBeenCalled(), 10_000);
  await infra().redis.signal('SIGKILL');
  closers.add(infra().redis, (redis) => redis.restart());
  const late = startWorker('mail', parts(), 1, done);
  const refused = () => queue.add('mail', { kind: 'invitation', userId: id(2) });
  for (let n = 0; n < 3; n += 1) await vi.waitFor(() => expect(refused()).rejects.toThrow(), 5_000);
  await Promise.all([worker.close(), late.close()]);
}, 25_000);
