import { Queue, Worker } from 'bullmq';
import { afterEach, describe, expect, test, vi } from 'vitest';
import { isOutage } from '../src/app-error.ts';
import { CloseStack } from '../src/close-stack.ts';
import { openQueueConnection } from '../src/stores/queue-connection.ts';
import type { RedisClient } from '../src/stores/redis-client.ts';
import { mastersOf } from '../src/stores/redis-nodes.ts';
import { nodeOf, silent, untilInFile, useCluster, useInfra } from './helpers.ts';

const infra = useInfra(['redis']);
const cluster = useCluster();
const closers = new CloseStack();
afterEach(() => closers.close());

let queues = 0;
/** A new name, and options that keep its keys on one node. */
function newQueue() {
  const name = `queue-${++queues}`;
  return { name, prefix: `bull:{${name}}` };
}

function openQueue(url: string, { name, prefix }: ReturnType<typeof newQueue>) {
  const connection = closers.add(openQueueConnection(url, 'queue', silent), (open) => open.disconnect());
  const queue = closers.add(new Queue(name, { connection, prefix }), (open) => open.close());
  queue.on('error', () => {});
  return { queue, connection };
}

/** Notes the data of each job. */
function openWorker(url: string, { name, prefix }: ReturnType<typeof newQueue>) {
  const done: unknown[] = [];
  const connection = openQueueConnection(url, 'worker', silent);
  // A job that was being given out when its node died is given out again within the test.
  const soon = { lockDuration: 2_000, stalledInterval: 1_000, maxStalledCount: 100 };
  const worker = new Worker(name, async ({ data }) => void done.push(data), { connection, prefix, ...soon });
  worker.once('closed', () => connection.disconnect());
  worker.on('error', () => {});
  closers.add(worker, (open) => open.close());
  return { worker, done };
}

describe.each([
  { kind: 'one Redis', url: () => infra().redis.url },
  { kind: 'a Redis Cluster', url: () => cluster().url },
])('on $kind', ({ url }) => {
  test('a worker does the jobs of a queue, also delayed and repeated ones', async () => {
    const own = newQueue();
    const { queue } = openQueue(url(), own);
    const { done } = openWorker(url(), own);
    await queue.add('job', 'now');
    await queue.add('job', 'later', { delay: 100 });
    await queue.addBulk([{ name: 'job', data: 'many' }]);
    await queue.upsertJobScheduler('clock', { every: 50 }, { name: 'job', data: 'tick' });
    await vi.waitFor(() => expect(done).toEqual(expect.arrayContaining(['now', 'later', 'many', 'tick'])), 5_000);
    await vi.waitFor(() => expect(done.filter((data) => data === 'tick').length).toBeGreaterThan(3), 5_000);
    await queue.removeJobScheduler('clock');
  });

  test('no connection is left when queue and worker are closed', async () => {
    const own = newQueue();
    const observer = closers.add(openQueueConnection(url(), 'worker', silent), (open) => open.disconnect());
    await observer.get('connected');
    const before = await connectionsOf(observer);
    const { queue, connection } = openQueue(url(), own);
    const { worker, done } = openWorker(url(), own);
    await queue.add('job', 'one');
    await vi.waitFor(() => expect(done).toEqual(['one']), 10_000);
    expect(await connectionsOf(observer)).toBeGreaterThan(before);
    await worker.close();
    await queue.close();
    connection.disconnect();
    await vi.waitFor(async () => expect(await connectionsOf(observer)).toBe(before), 10_000);
  });
});

test('a queue whose node is dead fails at once, and goes on with its schedulers when the node is back', async () => {
  const own = newQueue();
  const { queue, connection } = openQueue(cluster().url, own);
  const { done } = openWorker(cluster().url, own);
  await queue.upsertJobScheduler('clock', { every: 100 }, { name: 'job', data: 'tick' });
  await vi.waitFor(() => expect(done.length).toBeGreaterThan(2), 10_000);

  const node = nodeOf(cluster(), connection, own.prefix);
  await untilInFile(connection, own.prefix);
  await node.signal('SIGKILL');
  const startedAtMs = performance.now();
  const error = await queue.add('job', 'lost').catch((thrown) => thrown);
  expect(isOutage(error)).toBe(true);
  // Well before a command to a node that is stuck would be given up.
  expect(performance.now() - startedAtMs).toBeLessThan(1_500);
  const ticks = done.length;

  await node.restart();
  await vi.waitFor(() => expect(done.length).toBeGreaterThan(ticks + 2), 20_000);
  await queue.add('job', 'after');
  await vi.waitFor(() => expect(done).toContain('after'), 10_000);
  expect(done).not.toContain('lost');
});

test('queues and workers of a process that starts while another node is dead work', async () => {
  const probe = closers.add(openQueueConnection(cluster().url, 'worker', silent), (open) => open.disconnect());
  await probe.get('connected');
  const own = newQueue();
  const dead = cluster().nodes.find((node) => node !== nodeOf(cluster(), probe, own.prefix));
  await dead?.signal('SIGKILL');
  closers.add(dead, (node) => node?.restart());
  // Many, for what goes to any node might have luck.
  for (let n = 0; n < 6; n += 1) {
    const { queue } = openQueue(cluster().url, own);
    await queue.add('job', n);
  }
  const workers = [1, 2, 3].map(() => openWorker(cluster().url, own));
  await vi.waitFor(() => expect(workers.flatMap(({ done }) => done).sort()).toEqual([0, 1, 2, 3, 4, 5]), 20_000);
  for (const { worker } of workers) await worker.waitUntilReady();
});

/** Connections of clients to all masters, but for those that ioredis makes to ask for the slots. */
async function connectionsOf(redis: RedisClient): Promise<number> {
  const lists = await Promise.all(mastersOf(redis).map((node) => node.client('LIST')));
  const lines = lists.flatMap((list) => String(list).trim().split('\n'));
  return lines.filter((line) => !line.includes('name=ioredis-cluster(refresher)')).length;
}
