import { AppError } from './app-error.ts';
import type { Logger } from './log.ts';
import { createSharedLimiter, type Limit } from './rate-limit.ts';
import type { RedisClient } from './stores/redis-client.ts';

/** Limits the guessing of short codes, over all processes. */
export interface GuessThrottle {
  /**
   * Looks a code up for somebody; one that is not there is a failure. Throws `rate_limited`, whatever was found, when the
   * failures of the user or of the address are used up.
   */
  guess<Found>(by: { userId: string; address: string }, lookUp: () => Promise<Found | null>): Promise<Found | null>;
}

/**
 * A user's guess counts before the look-up and is given back after a hit, so that guesses at the same time are never more
 * than the limit. At an address only misses count: a whole hall may use a code from it at once.
 */
export function createGuessThrottle(
  redis: RedisClient,
  log: Logger,
  limits: { ofUser: Limit; ofAddress: Limit },
): GuessThrottle {
  const ofUser = createSharedLimiter(redis, limits.ofUser);
  const ofAddress = createSharedLimiter(redis, limits.ofAddress);

  // What can't be given back is forgotten with its window.
  const giveBack = (userId: string) =>
    ofUser.giveBack(userId).catch((error) => log.warn({ err: error }, `${limits.ofUser.name}: not given back`));

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
