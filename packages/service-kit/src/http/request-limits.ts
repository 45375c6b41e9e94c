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
      const address = request.ip ?? 'unknown';
      response.locals.address = address;
      tell(addresses.count(address), response);
      next();
    },
    countUser(userId, response) {
      const standing = users.count(userId);
      if (standing.passed || standing.remaining < response.locals.standing.remaining) tell(standing, response);
    },
  };
}

/** The answer tells of this limit. Throws `rate_limited` when it is passed. */
function tell(standing: Standing, response: Response): void {
  response.locals.standing = standing;
  if (standing.passed) throw new AppError('rate_limited', { retryAfterSeconds: standing.resetSeconds });
}
