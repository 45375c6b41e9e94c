import { RollcallError } from './rollcall-error.ts';
import { wait } from './wait.ts';

/** A server that asks for a longer pause means "not now": the caller hears of it instead of waiting. */
const LONGEST_RETRY_AFTER_SECONDS = 60;

export interface RetryPolicy {
  /** How often a request is sent at most, the first time included. */
  attempts: number;
  /** Bound of the first pause; each further one doubles it. Default 200. */
  baseMs?: number;
  /** Bound of every pause, before the server's own wish is added. Default 5,000. */
  maxMs?: number;
  /** A number from 0 to 1; tests pass their own. */
  random?: () => number;
}

/**
 * The pause before the next attempt, in ms: full jitter (anything from 0 to the bound), after what Retry-After asks for, so
 * that a whole hall does not come back in the same instant. `failures` is the number of failed attempts so far, from 1.
 */
export function retryDelayMs(
  failures: number,
  retryAfterSeconds: number | undefined,
  policy: Omit<RetryPolicy, 'attempts'>,
) {
  const { baseMs = 200, maxMs = 5_000, random = Math.random } = policy;
  const bound = Math.min(maxMs, baseMs * 2 ** (failures - 1));
  return (retryAfterSeconds ?? 0) * 1000 + random() * bound;
}

/** Runs `attempt` until it succeeds, fails for good, or the policy is used up; then the last error is thrown. */
export async function withRetry<T>(
  attempt: () => Promise<T>,
  policy: RetryPolicy | undefined,
  signal?: AbortSignal,
): Promise<T> {
  for (let failures = 1; ; failures += 1) {
    try {
      return await attempt();
    } catch (error) {
      if (!policy || failures >= policy.attempts) throw error;
      if (!(error instanceof RollcallError) || !error.temporary) throw error;
      if ((error.retryAfterSeconds ?? 0) > LONGEST_RETRY_AFTER_SECONDS) throw error;
      await wait(retryDelayMs(failures, error.retryAfterSeconds, policy), signal);
    }
  }
}
