import { Redis, type RedisOptions } from 'ioredis';
import type { Health } from '../health.ts';
import type { Logger } from '../log.ts';
import { REDIS_TIMEOUT_MS } from './redis.ts';
import { retryStrategy } from './redis-client.ts';
import { untilAnswered } from './until-answered.ts';

const PING_MS = 1_000;

/** Two connections for messages that reach whoever listens at the moment; what is sent while Redis is away is lost. */
export interface PubSub {
  publisher: Redis;
  subscriber: Redis;
  /** Whether both are connected and answered lately. */
  isUp(): boolean;
  close(): void;
}

/**
 * Connects for PUBLISH and SUBSCRIBE. Every node of a cluster hands messages to all others, so one node will do, and when it
 * is away another of those that `url` names. Nothing sent over the connections rejects unhandled. Resolves when Redis has
 * answered.
 *
 * The subscriber of ioredis' own Cluster connects again without a pause while all nodes are away, and what it publishes
 * goes to a random node, also to a dead one.
 */
export async function connectPubSub(url: string, health: Health, log: Logger): Promise<PubSub> {
  const publisher = openAnyNode(url, { enableOfflineQueue: false, maxRetriesPerRequest: 0 }, log);
  // Subscriptions wait for a connection.
  const subscriber = openAnyNode(url, { maxRetriesPerRequest: null }, log);
  const connections = [publisher, subscriber];
  const close = () => {
    clearInterval(timer);
    for (const connection of connections) connection.disconnect();
  };
  let answered = true;
  const timer = setInterval(async () => {
    const answers = await Promise.all(connections.map(hasAnswered));
    answered = answers.every((one) => one);
    // A server that is stuck keeps its connections.
    for (const [at, connection] of connections.entries()) {
      if (!answers[at] && connection.status === 'ready') connection.disconnect(true);
    }
  }, PING_MS).unref();
  const isUp = () => answered && connections.every(({ status }) => status === 'ready');
  try {
    await untilAnswered('Redis', () => Promise.all(connections.map((connection) => connection.ping())));
  } catch (error) {
    close();
    throw error;
  }
  health.watch('redis', isUp);
  return { publisher, subscriber, isUp, close };
}

function hasAnswered(connection: Redis): Promise<boolean> {
  return connection.ping().then(
    () => true,
    () => false,
  );
}

function openAnyNode(urls: string, options: RedisOptions, log: Logger): Redis {
  const addresses = urls.split(',').map((url) => new URL(url));
  let attempts = 0;
  const redis = new Redis(addresses[0]?.href ?? '', {
    ...options,
    commandTimeout: REDIS_TIMEOUT_MS,
    connectTimeout: REDIS_TIMEOUT_MS,
    retryStrategy(attempt) {
      attempts += 1;
      const address = addresses[attempts % addresses.length];
      if (addresses.length > 1 && address) {
        redis.options.host = address.hostname.replace(/^\[|\]$/g, '');
        redis.options.port = Number(address.port || 6379);
      }
      return retryStrategy(attempt);
    },
  });
  redis.on('error', (error) => log.debug({ error: error.message }, 'redis'));
  const send = redis.sendCommand.bind(redis);
  redis.sendCommand = (...sent) => {
    const answer = send(...sent);
    Promise.resolve(answer).catch(() => undefined);
    return answer;
  };
  return redis;
}
