import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { afterAll, afterEach, describe, expect, test } from 'vitest';
import { CloseStack } from '../src/close-stack.ts';
import { Health } from '../src/health.ts';
import { createSharedLimiter } from '../src/rate-limit.ts';
import { loadScript } from '../src/stores/lua.ts';
import { connectRedis } from '../src/stores/redis.ts';
import { keyOnEachMaster, masterOf, mastersOf } from '../src/stores/redis-nodes.ts';
import { silent, useCluster, useInfra } from './helpers.ts';

const infra = useInfra(['redis']);
const cluster = useCluster();
const closers = new CloseStack();
afterEach(() => closers.close());

const folder = mkdtempSync(join(tmpdir(), 'service-kit-lua-'));
afterAll(() => rmSync(folder, { recursive: true }));
const luaFile = (name: string, text: string) => {
  const path = join(folder, `${name}.lua`);
  writeFileSync(path, text);
  return pathToFileURL(path);
};
const append = luaFile(
  'append',
  `redis.call('APPEND', KEYS[1], ARGV[1]); return {KEYS[1], redis.call('GET', KEYS[1])}`,
);

describe.each([
  { kind: 'one Redis', masters: 1, url: () => infra().redis.url },
  { kind: 'a Redis Cluster', masters: 3, url: () => cluster().url },
])('on $kind', ({ masters, url }) => {
  const open = async () => closers.add(await connectRedis(url(), new Health(), silent), (redis) => redis.disconnect());

  test('scripts run where their keys are, many at once', async () => {
    const redis = await open();
    const script = loadScript(redis, 'append', append);
    const keys = Array.from({ length: 60 }, (_, n) => `script:{${n}}`);
    await redis.del('script:{0}');
    const results = await Promise.all(keys.map((key) => script([key, `${key}:more`], [key.length])));
    expect(results).toEqual(keys.map((key) => [key, `${key.length}`]));
  });

  test('a server that has forgotten a script gets it again', async () => {
    const redis = await open();
    const script = loadScript(redis, 'append', append);
    const keys = keyOnEachMaster(redis, 'forgotten');
    const run = () => Promise.all(keys.map((key) => script([key], ['x'])));
    expect(await run()).toEqual(keys.map((key) => [key, 'x']));
    await Promise.all(mastersOf(redis).map((node) => node.script('FLUSH')));
    expect(await run()).toEqual(keys.map((key) => [key, 'xx']));
  });

  test('an error of a script tells its name', async () => {
    const script = loadScript(await open(), 'append', append);
    await script(['{name}'], ['x']);
    await expect(script(['{name}'], [])).rejects.toThrow(/script: append\b/);
  });

  test('each master has a key of its own and tells its time', async () => {
    const redis = await open();
    expect(mastersOf(redis)).toHaveLength(masters);
    const keys = keyOnEachMaster(redis, 'canary');
    await Promise.all(keys.map((key) => redis.set(key, 'alive')));
    // Asked for a key of another one, a node would answer MOVED.
    expect(await Promise.all(keys.map((key) => masterOf(redis, key).get(key)))).toEqual(keys.map(() => 'alive'));
    expect(new Set(keys.map((key) => masterOf(redis, key)))).toEqual(new Set(mastersOf(redis)));
    const [seconds] = await masterOf(redis, 'canary:{0}').time();
    expect(Math.abs(Number(seconds) - Date.now() / 1000)).toBeLessThan(2);
  });

  test('a shared limit holds for each of many keys, over two connections', async () => {
    const limit = { name: 'both', points: 3, seconds: 60 };
    const limiters = [createSharedLimiter(await open(), limit), createSharedLimiter(await open(), limit)];
    const keys = Array.from({ length: 20 }, (_, n) => `user-${n}`);
    const passed = await Promise.all(
      keys.map(async (key) => {
        const tries = Array.from({ length: 5 }, (_, n) => limiters[n % 2]?.consume(key));
        return (await Promise.allSettled(tries)).filter(({ status }) => status === 'fulfilled').length;
      }),
    );
    expect(passed).toEqual(keys.map(() => 3));
    const [limiter] = limiters;
    await expect(limiter?.check('user-0')).rejects.toMatchObject({ code: 'rate_limited' });
    await limiter?.giveBack('user-0');
    await limiter?.giveBack('user-0');
    await limiter?.giveBack('user-0');
    await limiter?.check('user-0');
  });
});
