import { afterEach, describe, expect, test } from 'vitest';
import { CloseStack } from '../src/close-stack.ts';
import { Health } from '../src/health.ts';
import { createLocalLimiter, createSharedLimiter, type RateLimiter } from '../src/rate-limit.ts';
import { connectRedis } from '../src/stores/redis.ts';
import { silent, useInfra } from './helpers.ts';

const infra = useInfra(['redis']);
const closers = new CloseStack();
afterEach(() => closers.close());

const limit = { points: 3, seconds: 60 };
const openRedis = async () =>
  closers.add(await connectRedis(infra().redis.url, new Health(), silent), (redis) => redis.disconnect());

const kinds: [string, (name: string) => Promise<RateLimiter>][] = [
  ['local', async (name) => createLocalLimiter({ name, ...limit })],
  ['shared', async (name) => createSharedLimiter(await openRedis(), { name, ...limit })],
];

describe.each(kinds)('a %s limit', (_, create) => {
  const limited = { code: 'rate_limited', status: 429 };

  test('lets its points through, then refuses and says when to come back; other keys are free', async () => {
    const limiter = await create('consume');
    for (let n = 0; n < 3; n += 1) await limiter.consume('a');
    const error = await limiter.consume('a').catch((thrown) => thrown);
    expect(error).toMatchObject(limited);
    expect(error.retryAfterSeconds).toBeGreaterThan(0);
    expect(error.retryAfterSeconds).toBeLessThanOrEqual(60);
    await limiter.consume('b');
  });

  test('check refuses when the points are used up, and counts nothing', async () => {
    const limiter = await create('check');
    for (let n = 0; n < 10; n += 1) await limiter.check('a');
    for (let n = 0; n < 3; n += 1) await limiter.consume('a');
    await expect(limiter.check('a')).rejects.toMatchObject(limited);
  });

  test('giveBack makes room for one', async () => {
    const limiter = await create('give-back');
    for (let n = 0; n < 3; n += 1) await limiter.consume('a');
    await limiter.giveBack('a');
    await limiter.consume('a');
    await expect(limiter.consume('a')).rejects.toMatchObject(limited);
  });
});

test('a shared limit is shared by processes, also for a hundred at once', async () => {
  const both = await Promise.all(
    [1, 2].map(async () => createSharedLimiter(await openRedis(), { name: 'shared', points: 30, seconds: 60 })),
  );
  const results = await Promise.allSettled(Array.from({ length: 100 }, (_, n) => both[n % 2]?.consume('a')));
  expect(results.filter(({ status }) => status === 'fulfilled')).toHaveLength(30);
});

test('a local limit is one process’s own', async () => {
  const [first, second] = [
    createLocalLimiter({ name: 'own', ...limit }),
    createLocalLimiter({ name: 'own', ...limit }),
  ];
  for (let n = 0; n < 3; n += 1) await first.consume('a');
  await second.consume('a');
});
