import { AppError, createSharedLimiter, type Logger, type RedisClient } from '@rollcall/service-kit';
import type { Config } from './env.ts';

const FAILURES_SECONDS = 15 * 60;

export interface JoinThrottle {
  /**
   * Looks a code up for somebody; one that is not there is a failure. Throws `rate_limited`, whatever was found, when the
   * failures of the user or of the address are used up.
   */
  guess<Found>(by: { userId: string; address: string }, lookUp: () => Promise<Found | null>): Promise<Found | null>;
}

/**
 * Limits the guessing of join codes over all processes. A user's guess counts before the look-up and is given back after a
 * hit, so that guesses at the same time are never more than the limit. At an address only misses count: a whole hall may
 * join from it at once.
 */
export function createJoinThrottle(redis: RedisClient, config: Config, log: Logger): JoinThrottle {
  const limiter = (name: string, points: number) =>
    createSharedLimiter(redis, { name, points, seconds: FAILURES_SECONDS });
  const ofUser = limiter('join-failures-of-user', config.FAILED_JOINS_PER_USER);
  const ofAddress = limiter('join-failures-of-address', config.FAILED_JOINS_PER_ADDRESS);

  // What can't be given back is forgotten with its window.
  const giveBack = (userId: string) =>
    ofUser.giveBack(userId).catch((error) => log.warn({ err: error }, 'joins: not given back'));

  return {
    async guess({ userId, address }, lookUp) {
      await ofUser.consume(userId).catch(async (error) => {
        // A refusal has counted, too. A Redis that does not answer is not asked twice.
        if (error instanceof AppError) await giveBack(userId);
        throw error;
      });
      let missed = false;
      try {
        const found = await lookUp();
        await (found === null ? ofAddress.consume(address) : ofAddress.check(address));
        missed = found === null;
        return found;
      } finally {
        if (!missed) await giveBack(userId);
      }
    },
  };
}
