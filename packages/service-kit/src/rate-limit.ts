import { RateLimiterRedis, RateLimiterRes } from 'rate-limiter-flexible';
import { AppError } from './app-error.ts';
import type { RedisClient } from './stores/redis-client.ts';

export interface Limit {
  name: string;
  points: number;
  seconds: number;
}

/** Where a key stands with a limit, its last point counted. */
export interface Standing {
  limit: Limit;
  /** Points left in this window. */
  remaining: number;
  /** Whole seconds until the next window, 1 or more. */
  resetSeconds: number;
  /** Whether the last point was one too many. */
  passed: boolean;
}

/** A limit of one process: it protects the process. */
export interface LocalLimiter {
  /** Counts one. */
  count(key: string): Standing;
}

/**
 * Counts in memory, by windows that all keys share: one look-up a request, and what a window counted is dropped whole at its
 * end, without a timer. `nowMs` never goes back.
 */
export function createLocalLimiter(limit: Limit, nowMs: () => number = () => performance.now()): LocalLimiter {
  const windowMs = limit.seconds * 1000;
  let counts = new Map<string, number>();
  let endsAtMs = nowMs() + windowMs;

  return {
    count(key) {
      const now = nowMs();
      if (now >= endsAtMs) {
        counts = new Map();
        endsAtMs = now + windowMs;
      }
      const used = (counts.get(key) ?? 0) + 1;
      counts.set(key, used);
      return {
        limit,
        remaining: Math.max(0, limit.points - used),
        resetSeconds: Math.ceil((endsAtMs - now) / 1000),
        passed: used > limit.points,
      };
    },
  };
}

/** A limit over all processes. */
export interface RateLimiter {
  /** Counts one and throws `rate_limited` with Retry-After when the limit is passed. */
  consume(key: string): Promise<void>;
  /** Throws `rate_limited` when the limit is already used up, without counting. */
  check(key: string): Promise<void>;
  /** Takes back one that was counted. */
  giveBack(key: string): Promise<void>;
}

/** Counts in Redis. */
export function createSharedLimiter(redis: RedisClient, limit: Limit): RateLimiter {
  const limiter = new RateLimiterRedis({
    storeClient: redis,
    points: limit.points,
    duration: limit.seconds,
    keyPrefix: `limit:${limit.name}`,
  });
  return {
    async consume(key) {
      try {
        await limiter.consume(key);
      } catch (error) {
        throw error instanceof RateLimiterRes ? refusal(error) : error;
      }
    },
    async check(key) {
      const used = await limiter.get(key);
      if (used && used.consumedPoints >= limit.points) throw refusal(used);
    },
    async giveBack(key) {
      await limiter.reward(key);
    },
  };
}

function refusal(left: RateLimiterRes): AppError {
  return new AppError('rate_limited', { retryAfterSeconds: Math.max(1, Math.ceil(left.msBeforeNext / 1000)) });
}
