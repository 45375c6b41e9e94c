import { once } from 'node:events';
import type { Health } from '../health.ts';
import type { Logger } from '../log.ts';
import { openRedis, type RedisClient, retryStrategy } from './redis-client.ts';
import { askMasters, mastersOf } from './redis-nodes.ts';
import { untilAnswered } from './until-answered.ts';

/** No command may wait longer than this for Redis. */
export const REDIS_TIMEOUT_MS = 2_000;

const PING_MS = 1_000;

/** How a connection fails rather than waits: what is sent while a node is away fails at once. */
export const impatient = {
  enableOfflineQueue: false,
  node: { maxRetriesPerRequest: 0, commandTimeout: REDIS_TIMEOUT_MS },
  // A dead node stays known, so that its commands fail here instead of being sent around.
  cluster: { clusterNodeRetryStrategy: retryStrategy, retryDelayOnFailover: 0, retryDelayOnClusterDown: 0 },
};

/**
 * Connects to Redis for state, `url` being one address or those of a cluster's nodes joined by commas: commands are
 * pipelined by themselves, none waits while its server is away, and none longer than {@link REDIS_TIMEOUT_MS} for an answer.
 * Resolves when the server, or a node of the cluster, has answered.
 */
export async function connectRedis(url: string, health: Health, log: Logger): Promise<RedisClient> {
  const redis = openRedis(url, { ...impatient, enableAutoPipelining: true });
  redis.on('error', (error) => log.debug({ error: error.message }, 'redis'));
  try {
    await untilAnswered('Redis', async () => {
      if (redis.status !== 'ready') await once(redis, 'ready', { signal: AbortSignal.timeout(REDIS_TIMEOUT_MS) });
      await askMasters(redis, (node) => node.ping());
    });
  } catch (error) {
    redis.disconnect();
    throw error;
  }
  const answers = watchAnswers(redis);
  health.watch('redis', () => redis.status === 'ready' && answers());
  return redis;
}

/** Whether every master answered lately: a server that is stuck keeps its connections. */
function watchAnswers(redis: RedisClient): () => boolean {
  let answered = true;
  const timer = setInterval(async () => {
    answered = await Promise.all(mastersOf(redis).map((node) => node.ping())).then(
      () => true,
      () => false,
    );
  }, PING_MS).unref();
  redis.once('end', () => clearInterval(timer));
  return () => answered;
}
