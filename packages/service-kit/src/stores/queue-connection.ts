import { Cluster } from 'ioredis';
import type { Logger } from '../log.ts';
import { impatient } from './redis.ts';
import { type ClientOptions, openRedis, type RedisClient } from './redis-client.ts';
import { askMasters } from './redis-nodes.ts';
import { untilAnswered } from './until-answered.ts';

/** How a connection waits for a node that is away, however long. */
const patient: ClientOptions = {
  node: { maxRetriesPerRequest: null },
  cluster: { maxRedirections: Number.POSITIVE_INFINITY, retryDelayOnFailover: 250, retryDelayOnClusterDown: 250 },
};

/**
 * A connection of its own for a Queue of BullMQ, which fails at once while Redis is away, or for a Worker, which waits. `url`
 * is one address or those of a cluster's nodes joined by commas. BullMQ does not close it: disconnect it after the queue or
 * the worker was closed.
 */
export function openQueueConnection(url: string, kind: 'queue' | 'worker', log: Logger): RedisClient {
  const redis = openRedis(url, kind === 'queue' ? impatient : patient);
  redis.on('error', (error) => log.debug({ error: error.message }, 'redis of a queue'));
  return redis instanceof Cluster ? askingAllNodes(redis) : redis;
}

/**
 * BullMQ begins with one question for the version, which goes to a random node; were that one dead, the queue would not work
 * until the process ends. It is asked of all, and all are connected then. The duplicate that a worker makes does likewise.
 */
function askingAllNodes(cluster: Cluster): Cluster {
  return Object.assign(cluster, {
    info: () => untilAnswered('Redis', () => askMasters(cluster, (node) => node.info())),
    duplicate: (...args: Parameters<Cluster['duplicate']>) =>
      askingAllNodes(Cluster.prototype.duplicate.apply(cluster, args)),
  });
}
