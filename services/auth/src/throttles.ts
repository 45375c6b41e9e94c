import { createHash } from 'node:crypto';
import { type connectRedis, createSharedLimiter, type Logger, type RateLimiter } from '@rollcall/service-kit';
import type { Config } from './env.ts';

type Redis = Awaited<ReturnType<typeof connectRedis>>;

const FAILURES_SECONDS = 15 * 60;

export interface Throttles {
  /** Counts a log-in or sign-up of an address. */
  countSignIn(address: string): Promise<void>;
  /** Throws `rate_limited` when an account's failures are used up. */
  checkAccount(emailKey: string): Promise<void>;
  /**
   * Runs one comparison of a password. It counts as a failure before it runs and is given back after a success, so that
   * guesses at the same time are never more than the limit.
   */
  guess(emailKey: string, address: string, compare: () => Promise<boolean>): Promise<boolean>;
}

/** The limits over all processes. */
export function createThrottles(redis: Redis, config: Config, log: Logger): Throttles {
  const signIns = createSharedLimiter(redis, {
    name: 'sign-ins',
    points: config.SIGN_INS_PER_MINUTE_PER_ADDRESS,
    seconds: 60,
  });
  const accountFailures = createSharedLimiter(redis, {
    name: 'account-failures',
    points: config.FAILED_LOG_INS_PER_ACCOUNT,
    seconds: FAILURES_SECONDS,
  });
  const addressFailures = createSharedLimiter(redis, {
    name: 'address-failures',
    points: config.FAILED_LOG_INS_PER_ADDRESS,
    seconds: FAILURES_SECONDS,
  });

  /** Runs `work` with one point of `limiter` taken; the point is spent only when `work` answers false. */
  async function withPoint(limiter: RateLimiter, key: string, work: () => Promise<boolean>): Promise<boolean> {
    let spent = false;
    try {
      await limiter.consume(key);
      const good = await work();
      spent = !good;
      return good;
    } finally {
      if (!spent) await giveBack(limiter, key);
    }
  }

  async function giveBack(limiter: RateLimiter, key: string) {
    // What can't be given back is forgotten with its window.
    await limiter.giveBack(key).catch((error) => log.warn({ err: error }, 'throttle: not given back'));
  }

  return {
    countSignIn: (address) => signIns.consume(address),
    checkAccount: (emailKey) => accountFailures.check(accountKey(emailKey)),
    guess: (emailKey, address, compare) =>
      withPoint(accountFailures, accountKey(emailKey), () => withPoint(addressFailures, address, compare)),
  };
}

/** E-mail addresses stay out of Redis. */
function accountKey(emailKey: string): string {
  return createHash('sha256').update(emailKey).digest('base64url');
}
