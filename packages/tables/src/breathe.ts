import { setImmediate } from 'node:timers/promises';

/**
 * A function to await between small steps of a long work: once `stretchMs` have passed it lets everything else that waits
 * in this process go first.
 */
export function createBreather(stretchMs = 10): () => Promise<void> {
  let startedAtMs = performance.now();
  return async () => {
    if (performance.now() - startedAtMs < stretchMs) return;
    await setImmediate();
    startedAtMs = performance.now();
  };
}
