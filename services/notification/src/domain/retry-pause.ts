/** Jitter takes up to half of a pause away, so that what failed together does not come again together. */
const JITTER = 0.5;

/** How long to wait after the `tries`-th attempt failed: twice as long each time. `random` is from 0 to 1. */
export function retryPauseMs(tries: number, firstMs: number, random: number): number {
  return firstMs * 2 ** (tries - 1) * (1 - JITTER * random);
}
