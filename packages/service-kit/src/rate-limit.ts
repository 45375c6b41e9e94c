import type { Redis } from 'ioredis';
import { RateLimiterMemory, RateLimiterRedis, RateLimiterRes } from 'rate-limiter-flexible';
import { AppError } from './app-error.ts';

export interface Limit {
  name: string;
  points: number;
  seconds: number;
}

export interface RateLimiter {
  /** Counts one and throws `rate_limited` with Retry-After when the limit is passed. */
  consume(key: string): Promise<void>;
  /** Throws `rate_limited` when the limit is already used up, without counting. */
  check(key: string): Promise<void>;
  /** Takes back one that was counted. */
  giveBack(key: string): Promise<void>;
}

/** A limit of one process, without I/O: it protects the process. */
export function createLocalLimiter(limit: Limit): RateLimiter {
  return adapt(new RateLimiterMemory({ points: limit.points, duration: limit.seconds, keyPrefix: limit.name }), limit);
}

/** A limit over all processes, counted in Redis. */
export function createSharedLimiter(redis: Redis, limit: Limit): RateLimiter {
  const options = {
    storeClient: redis,
    points: limit.points,
    duration: limit.seconds,
    keyPrefix: `limit:${limit.name}`,
  };
  return adapt(new RateLimiterRedis(options), limit);
}

function adapt(limiter: RateLimiterMemory | RateLimiterRedis, limit: Limit): RateLimiter {
  const refuse = (left: RateLimiterRes) =>
    new AppError('rate_limited', { retryAfterSeconds: Math.max(1, Math.ceil(left.msBeforeNext / 1000)) });
  return {
    async consume(key) {
      try {
        await limiter.consume(key);
      } catch (error) {
        throw error instanceof RateLimiterRes ? refuse(error) : error;
      }
    },
    async check(key) {
      const used = await limiter.get(key);
      if (used && used.consumedPoints >= limit.points) throw refuse(used);
    },
    async giveBack(key) {
      await limiter.reward(key);
    },
  };
}
