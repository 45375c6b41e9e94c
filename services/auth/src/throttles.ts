import { createHash } from 'node:crypto';
import { createSharedLimiter, type Logger, type RateLimiter, type RedisClient } from '@rollcall/service-kit';
import type { Config } from './env.ts';

const FAILURES_SECONDS = 15 * 60;
const HOUR_SECONDS = 3_600;

/** Somebody who gives a password. */
export interface Guesser {
  /** The user's id, or what was given to log in with when there is no such user. */
  account: string;
  address: string;
  /** A device from which this account has been used before. */
  knownDevice: string | undefined;
}

export interface Throttles {
  /** Counts a log-in or sign-up of an address. */
  countSignIn(address: string): Promise<void>;
  /** Throws `rate_limited` when the failures that count for somebody are used up. */
  checkGuesses(guesser: Guesser): Promise<void>;
  /**
   * Runs one comparison of a password. It counts as a failure before it runs and is given back after a success, so that
   * guesses at the same time are never more than the limit. The failures of a known device are its own: those of others
   * lock nobody out of it.
   */
  guess(guesser: Guesser, compare: () => Promise<boolean>): Promise<boolean>;
  /** Whether one more link to set a password may go to an account. */
  mayMailLink(account: string): Promise<boolean>;
}

/** The limits over all processes. */
export function createThrottles(redis: RedisClient, config: Config, log: Logger): Throttles {
  const limiter = (name: string, points: number, seconds: number) =>
    createSharedLimiter(redis, { name, points, seconds });
  const signIns = limiter('sign-ins', config.SIGN_INS_PER_MINUTE_PER_ADDRESS, 60);
  const accountFailures = limiter('account-failures', config.FAILED_LOG_INS_PER_ACCOUNT, FAILURES_SECONDS);
  const deviceFailures = limiter('device-failures', config.FAILED_LOG_INS_PER_ACCOUNT, FAILURES_SECONDS);
  const addressFailures = limiter('address-failures', config.FAILED_LOG_INS_PER_ADDRESS, FAILURES_SECONDS);
  const links = limiter('password-links', config.PASSWORD_LINKS_PER_HOUR_PER_ACCOUNT, HOUR_SECONDS);

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
    checkGuesses: ({ account, knownDevice }) =>
      knownDevice === undefined ? accountFailures.check(digest(account)) : deviceFailures.check(knownDevice),
    guess({ account, address, knownDevice }, compare) {
      if (knownDevice !== undefined) return withPoint(deviceFailures, knownDevice, compare);
      return withPoint(accountFailures, digest(account), () => withPoint(addressFailures, address, compare));
    },
    async mayMailLink(account) {
      try {
        await links.consume(digest(account));
        return true;
      } catch (error) {
        if ((error as { code?: unknown }).code === 'rate_limited') return false;
        throw error;
      }
    },
  };
}

/** E-mail addresses stay out of Redis. */
function digest(account: string): string {
  return createHash('sha256').update(account).digest('base64url');
}
