import { mastersOf, type RedisClient } from '@rollcall/service-kit';

/** Redis' clock, the only one that decides about scans: ms since the epoch. The masters of a cluster are taken for in step. */
export async function readClockMs(redis: RedisClient): Promise<number> {
  const [master] = mastersOf(redis);
  if (!master) throw new Error('CLUSTERDOWN No master is known');
  const [seconds, microseconds] = await master.time();
  return Number(seconds) * 1000 + Math.floor(Number(microseconds) / 1000);
}
