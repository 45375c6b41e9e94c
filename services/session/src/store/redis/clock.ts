import type { Redis } from 'ioredis';

/** Redis' clock, the only one that decides about scans: ms since the epoch. */
export async function readClockMs(redis: Redis): Promise<number> {
  const [seconds, microseconds] = await redis.time();
  return Number(seconds) * 1000 + Math.floor(Number(microseconds) / 1000);
}
