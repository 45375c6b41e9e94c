import { once } from 'node:events';
import { Redis } from 'ioredis';
import type { Health } from '../health.ts';
import type { Logger } from '../log.ts';
import { untilAnswered } from './until-answered.ts';

/** No command may wait longer than this for Redis. */
export const REDIS_TIMEOUT_MS = 2_000;

const PING_MS = 1_000;

/** Reconnects soon and for ever. */
export const redisReconnection = {
  connectTimeout: REDIS_TIMEOUT_MS,
  retryStrategy: (attempt: number) => Math.min(attempt * 100, 1_000),
};

/**
 * Connects to Redis for state: commands are pipelined by themselves, none waits while the server is away, and none longer
 * than {@link REDIS_TIMEOUT_MS}.
 */
export async function connectRedis(url: string, health: Health, log: Logger): Promise<Redis> {
  const redis = new Redis(url, {
    ...redisReconnection,
    lazyConnect: true,
    enableOfflineQueue: false,
    enableAutoPipelining: true,
    maxRetriesPerRequest: 0,
    commandTimeout: REDIS_TIMEOUT_MS,
  });
  redis.on('error', (error) => log.debug({ error: error.message }, 'redis'));
  await untilAnswered('Redis', async () => {
    if (redis.status === 'wait' || redis.status === 'end') await redis.connect();
    else if (redis.status !== 'ready') await once(redis, 'ready', { signal: AbortSignal.timeout(REDIS_TIMEOUT_MS) });
    await redis.ping();
  });
  const answers = watchAnswers(redis);
  health.watch('redis', () => redis.status === 'ready' && answers());
  return redis;
}

/** Whether Redis answered lately: a server that is stuck keeps its connections. */
function watchAnswers(redis: Redis): () => boolean {
  let answered = true;
  const timer = setInterval(async () => {
    answered = await redis.ping().then(
      () => true,
      () => false,
    );
  }, PING_MS).unref();
  redis.once('end', () => clearInterval(timer));
  return () => answered;
}
