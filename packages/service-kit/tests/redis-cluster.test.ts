import { pathToFileURL } from 'node:url';
import { afterEach, expect, test, vi } from 'vitest';
import { isOutage } from '../src/app-error.ts';
import { CloseStack } from '../src/close-stack.ts';
import { Health } from '../src/health.ts';
import { createSharedLimiter } from '../src/rate-limit.ts';
import { loadScript } from '../src/stores/lua.ts';
import { connectRedis, REDIS_TIMEOUT_MS } from '../src/stores/redis.ts';
import type { RedisClient } from '../src/stores/redis-client.ts';
import { keyOnEachMaster } from '../src/stores/redis-nodes.ts';
import { nodeOf, silent, untilInFile, useCluster } from './helpers.ts';

const BACK_MS = 5_000;
/** Of a command that is refused rather than waits; a busy machine needs some of it. */
const AT_ONCE_MS = 500;

const cluster = useCluster();
const closers = new CloseStack();
afterEach(() => closers.close());

/** A connection, with a key on each node; the first one's node is the one to suffer. */
async function connect() {
  const health = new Health();
  health.phase = 'ready';
  const redis = closers.add(await connectRedis(cluster().url, health, silent), (open) => open.disconnect());
  const [key = '', ...others] = keyOnEachMaster(redis, 'key');
  return { redis, key, others, node: nodeOf(cluster(), redis, key), status: () => health.report().status };
}

const write = (redis: RedisClient, keys: string[]) => Promise.all(keys.map((key) => redis.set(key, 'value')));

/** The error of something that must fail, and how long it took. */
async function failure(attempt: () => Promise<unknown>) {
  const startedAtMs = performance.now();
  const error = await attempt().then(
    () => expect.fail('it worked'),
    (thrown) => thrown,
  );
  return { error, tookMs: performance.now() - startedAtMs };
}

test('what a dead node has fails at once as an outage, all else goes on, and it is back 5 s after its return', async () => {
  const { redis, key, others, node, status } = await connect();
  await redis.set(key, 'kept');
  expect(status()).toBe('ok');

  await untilInFile(redis, key);
  await node.signal('SIGKILL');
  const limiter = createSharedLimiter(redis, { name: 'dead', points: 3, seconds: 60 });
  const attempts = [
    () => redis.get(key),
    () => redis.set(key, 'lost'),
    () => redis.multi().get(key).exec(),
    () => limiter.consume(key),
    () => limiter.check(key),
  ];
  for (const attempt of attempts) {
    const { error, tookMs } = await failure(attempt);
    expect({ error, isOutage: isOutage(error) }).toEqual({ error, isOutage: true });
    expect(tookMs).toBeLessThan(AT_ONCE_MS);
  }
  const mixed = await Promise.allSettled([redis.get(key), ...others.map((other) => redis.set(other, 'value'))]);
  expect(mixed.map((one) => one.status)).toEqual(['rejected', 'fulfilled', 'fulfilled']);
  await vi.waitFor(() => expect(status()).toBe('degraded'), 5_000);
  await write(redis, others);

  await node.restart();
  let slowestMs = 0;
  const read = async () => {
    const startedAtMs = performance.now();
    const value = await redis.get(key).finally(() => {
      slowestMs = Math.max(slowestMs, performance.now() - startedAtMs);
    });
    expect(value).toBe('kept');
  };
  // A master that was away refuses for 2 s (CLUSTERDOWN); that is told at once as well.
  await vi.waitFor(read, BACK_MS);
  expect(slowestMs).toBeLessThan(AT_ONCE_MS);
  await redis.set(key, 'new');
  await vi.waitFor(() => expect(status()).toBe('ok'), 5_000);
});

test('what a stuck node has fails in time as an outage, all else goes on', async () => {
  const { redis, key, others, node, status } = await connect();
  await node.signal('SIGSTOP');
  closers.add(node, (stopped) => stopped.signal('SIGCONT'));
  const stuck = failure(() => redis.get(key));
  await write(redis, others);
  const { error, tookMs } = await stuck;
  expect(isOutage(error)).toBe(true);
  expect(tookMs).toBeLessThan(REDIS_TIMEOUT_MS + AT_ONCE_MS);
  await vi.waitFor(() => expect(status()).toBe('degraded'), 5_000);

  await node.signal('SIGCONT');
  await vi.waitFor(() => redis.get(key), BACK_MS);
  await vi.waitFor(() => expect(status()).toBe('ok'), 5_000);
});

test('a node that comes back empty gets the scripts again', async () => {
  const { redis, key, others, node } = await connect();
  const script = loadScript(redis, 'count', pathToFileURL(`${import.meta.dirname}/redis-cluster/count.lua`));
  await write(redis, [key]);
  for (const one of [key, ...others]) await script([`${one}:count`], []);

  await node.restartEmpty();
  const many = Array.from({ length: 20 }, () => () => script([`${key}:count`], []));
  await vi.waitFor(() => script([`${key}:count`], []), BACK_MS);
  expect(await Promise.all(many.map((run) => run()))).toEqual(many.map((_, n) => n + 2));
  expect(await redis.get(key)).toBeNull();
  for (const one of others) expect(await script([`${one}:count`], [])).toBe(2);
});

test('a process starts while a node is dead, and has its keys when it returns', async () => {
  const { key, others, node } = await connect();
  await node.signal('SIGKILL');
  const { redis, status } = await connect();
  await write(redis, others);
  expect(isOutage((await failure(() => redis.get(key))).error)).toBe(true);
  await vi.waitFor(() => expect(status()).toBe('degraded'), 5_000);
  await node.restart();
  await vi.waitFor(() => write(redis, [key]), BACK_MS);
});
