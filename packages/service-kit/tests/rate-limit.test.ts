import { afterEach, describe, expect, test } from 'vitest';
import { CloseStack } from '../src/close-stack.ts';
import { Health } from '../src/health.ts';
import { createLocalLimiter, createSharedLimiter } from '../src/rate-limit.ts';
import { connectRedis } from '../src/stores/redis.ts';
import { silent, stoppedClock, useInfra } from './helpers.ts';

const infra = useInfra(['redis']);
const closers = new CloseStack();
afterEach(() => closers.close());

const limit = { points: 3, seconds: 60 };
const openRedis = async () =>
  closers.add(await connectRedis(infra().redis.url, new Health(), silent), (redis) => redis.disconnect());

describe('a shared limit', () => {
  const limited = { code: 'rate_limited', status: 429 };
  const create = async (name: string) => createSharedLimiter(await openRedis(), { name, ...limit });

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

describe('a local limit', () => {
  const create = () => {
    const clock = stoppedClock();
    return { clock, limiter: createLocalLimiter({ name: 'own', points: 2, seconds: 10 }, clock.now) };
  };

  test('counts its points down, tells when it was passed and when the window ends; other keys are free', () => {
    const { clock, limiter } = create();
    const told = () => {
      const { remaining, resetSeconds, passed } = limiter.count('a');
      return [remaining, resetSeconds, passed];
    };
    expect([told(), told()]).toEqual([
      [1, 10, false],
      [0, 10, false],
    ]);
    clock.advance(8_500);
    expect(told()).toEqual([0, 2, true]);
    expect(limiter.count('b').passed).toBe(false);
  });

  test('begins anew with its window, to the millisecond', () => {
    const { clock, limiter } = create();
    for (let n = 0; n < 3; n += 1) limiter.count('a');
    clock.advance(9_999);
    expect(limiter.count('a').passed).toBe(true);
    clock.advance(1);
    expect(limiter.count('a')).toMatchObject({ remaining: 1, resetSeconds: 10, passed: false });
  });

  test('is one process’s own', () => {
    const [first, second] = [create().limiter, create().limiter];
    for (let n = 0; n < 3; n += 1) first.count('a');
    expect(second.count('a').passed).toBe(false);
  });
});
