import { setTimeout as delay } from 'node:timers/promises';

/**
 * Asks again and again until the check is true.
 * @param timeoutMs rejects with `what` after this time; a check that throws ends the wait at once.
 */
export async function waitUntil(
  what: string,
  check: () => boolean | Promise<boolean>,
  { timeoutMs = 10_000, everyMs = 20 } = {},
): Promise<void> {
  const deadline = performance.now() + timeoutMs;
  while (!(await check())) {
    if (performance.now() > deadline) throw new Error(`waited ${timeoutMs / 1000} s for: ${what}`);
    await delay(everyMs);
  }
}
