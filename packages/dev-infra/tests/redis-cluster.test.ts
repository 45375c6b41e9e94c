import { readdirSync } from 'node:fs';
import { Cluster, Redis } from 'ioredis';
import { afterAll, beforeAll, expect, onTestFinished, test, vi } from 'vitest';
import { type RedisCluster, startRedisCluster } from '../src/index.ts';
import { isAlive } from '../src/process/is-alive.ts';
import { waitUntil } from '../src/wait-until.ts';
import { testFolder, untilInFile } from './helpers.ts';
import { startClusterParent } from './parent-process.ts';

let cluster: RedisCluster;
beforeAll(async () => {
  cluster = await startRedisCluster();
});
afterAll(() => cluster.stop());

const keys = Array.from({ length: 100 }, (_, n) => `key-${n}`);
const settings = ['appendonly', 'maxmemory-policy', 'cluster-require-full-coverage', 'bind'];

test('three masters on this machine share the slots, append to a file and evict nothing', async () => {
  const urls = cluster.nodes.map(({ url }) => url);
  expect(cluster.url.split(',')).toEqual(urls);
  expect(new Set(urls).size).toBe(3);
  for (const url of urls) {
    const node = connectTo(url);
    const ranges = (await node.cluster('SLOTS')) as [number, number][];
    expect(ranges.map(([from, to]) => to - from + 1).sort()).toEqual([5461, 5461, 5462]);
    const values = await Promise.all(settings.map((name) => node.config('GET', name)));
    expect(values.map(([, value]) => value)).toEqual(['yes', 'noeviction', 'no', '127.0.0.1']);
  }
});

test('keys lie on all nodes; after SIGKILL the others go on, after the restart all is there again', async () => {
  await store(keys);
  const sizes = await sizesOf(cluster);
  expect(sizes.every((size) => size > 0)).toBe(true);
  expect(sum(sizes)).toBe(keys.length);

  const [node, ...others] = cluster.nodes;
  await untilInFile(connectTo(node?.url ?? ''));
  await node?.signal('SIGKILL');
  expect(node?.processId).toBeUndefined();
  await waitUntil('the others to miss it', () => everyInfo(others, 'cluster_slots_fail:5461', 'cluster_state:ok'));
  expect(await sizesOf({ nodes: others })).toEqual(sizes.slice(1));

  await node?.restart();
  await untilWhole();
  expect(await sizesOf(cluster)).toEqual(sizes);
  expect(await connectToAll().get('key-0')).toBe('stored');
});

test('a node that is restarted empty has lost its data but not its slots', async () => {
  await store(keys);
  const sizes = await sizesOf(cluster);
  await cluster.nodes[1]?.restartEmpty();
  await untilWhole();
  expect(await sizesOf(cluster)).toEqual([sizes[0], 0, sizes[2]]);
  await store(keys);
  expect(await sizesOf(cluster)).toEqual(sizes);
});

test('nothing is left after stop, which may be called twice', async () => {
  const temporary = await testFolder();
  vi.stubEnv('TMPDIR', temporary);
  const own = await startRedisCluster();
  vi.unstubAllEnvs();
  const processIds = own.nodes.map(({ processId = 0 }) => processId);
  expect(processIds.filter(isAlive)).toHaveLength(3);
  expect(readdirSync(temporary)).toHaveLength(3);
  await Promise.all([own.stop(), own.stop()]);
  expect(processIds.filter(isAlive)).toEqual([]);
  expect(readdirSync(temporary)).toEqual([]);
});

test('kill -9 of the command leaves nothing either', async () => {
  const temporary = await testFolder();
  const { child, processIds } = await startClusterParent(temporary);
  expect(processIds.filter(isAlive)).toHaveLength(3);
  child.kill('SIGKILL');
  await waitUntil('the nodes to be gone', () => !processIds.some(isAlive));
  await waitUntil('their folders to be gone', () => readdirSync(temporary).length === 0);
});

async function store(names: readonly string[]): Promise<void> {
  const client = connectToAll();
  await Promise.all(names.map((name) => client.set(name, 'stored')));
}

function sizesOf({ nodes }: Pick<RedisCluster, 'nodes'>): Promise<number[]> {
  return Promise.all(nodes.map(({ url }) => connectTo(url).dbsize()));
}

function sum(numbers: readonly number[]): number {
  return numbers.reduce((total, one) => total + one, 0);
}

function untilWhole(): Promise<void> {
  return waitUntil('the cluster to be whole', () => everyInfo(cluster.nodes, 'cluster_slots_ok:16384', 'state:ok'));
}

async function everyInfo(nodes: RedisCluster['nodes'], ...wanted: string[]): Promise<boolean> {
  const infos = await Promise.all(nodes.map(({ url }) => connectTo(url).cluster('INFO')));
  return infos.every((info) => wanted.every((word) => String(info).includes(`${word}\r\n`)));
}

function connectTo(url: string): Redis {
  return closedAfterwards(new Redis(url));
}

function connectToAll(): Cluster {
  return closedAfterwards(new Cluster(cluster.url.split(',')));
}

function closedAfterwards<Client extends Redis | Cluster>(client: Client): Client {
  client.on('error', () => {});
  onTestFinished(() => client.disconnect());
  return client;
}
