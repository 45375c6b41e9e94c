import type { RequestHandler, Response } from 'express';
import { AppError } from '../app-error.ts';
import { createLocalLimiter, type Standing } from '../rate-limit.ts';

const ADDRESS_SECONDS = 1;
// A page asks for many things at once and then for nothing: a person's requests are counted over a longer time.
const USER_SECONDS = 10;

/** The limits of every request to a process. */
export interface RequestLimits {
  byAddress: RequestHandler;
  /** Counts a request of a known person. Throws `rate_limited`. */
  countUser(userId: string, response: Response): void;
}

/** Makes them; each answer tells the limit that is closer to its end. */
export function createRequestLimits(settings: {
  REQUESTS_PER_SECOND_PER_ADDRESS: number;
  REQUESTS_PER_SECOND_PER_USER: number;
}): RequestLimits {
  const addresses = createLocalLimiter({
    name: 'address',
    points: settings.REQUESTS_PER_SECOND_PER_ADDRESS * ADDRESS_SECONDS,
    seconds: ADDRESS_SECONDS,
  });
  const users = createLocalLimiter({
    name: 'user',
    points: settings.REQUESTS_PER_SECOND_PER_USER * USER_SECONDS,
    seconds: USER_SECONDS,
  });

  return {
    byAddress(request, response, next) {
      const standing = addresses.count(request.ip ?? 'unknown');
      response.locals.remaining = standing.remaining;
      tell(standing, response);
      next();
    },
    countUser(userId, response) {
      const standing = users.count(userId);
      if (standing.passed || standing.remaining < response.locals.remaining) tell(standing, response);
    },
  };
}

/**
 * The RateLimit fields of draft-ietf-httpapi-ratelimit-headers-06, the last that has a field for each number. Throws
 * `rate_limited` when the limit is passed.
 */
function tell({ limit, remaining, resetSeconds, passed }: Standing, response: Response): void {
  response.setHeader('RateLimit-Limit', limit.points);
  response.setHeader('RateLimit-Remaining', remaining);
  response.setHeader('RateLimit-Reset', resetSeconds);
  response.setHeader('RateLimit-Policy', `${limit.points};w=${limit.seconds}`);
  if (passed) throw new AppError('rate_limited', { retryAfterSeconds: resetSeconds });
}
