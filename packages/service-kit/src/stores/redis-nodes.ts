import { Cluster, Command, type Redis } from 'ioredis';
import type { RedisClient } from './redis-client.ts';

const MOST_KEYS_TRIED = 10_000;

/**
 * The connection to each master, for commands about a whole server such as PING or SCAN; a single Redis is the only one.
 * What is sent there waits, at most for the time limit of a command, while its node is away.
 */
export function mastersOf(redis: RedisClient): Redis[] {
  return redis instanceof Cluster ? redis.nodes('master') : [redis];
}

/**
 * Asks every master, and so connects to each: a connection in the making takes no commands. Resolves with one's answer when
 * all have answered or failed; rejects when none has answered.
 */
export async function askMasters<Answer>(redis: RedisClient, ask: (node: Redis) => Promise<Answer>): Promise<Answer> {
  const answers = mastersOf(redis).map(ask);
  await Promise.allSettled(answers);
  return Promise.any(answers);
}

/**
 * The connection to the master that has a key, for commands without a key such as TIME.
 * @throws Error an outage, when no known node has it
 */
export function masterOf(redis: RedisClient, key: string): Redis {
  if (!(redis instanceof Cluster)) return redis;
  const [address] = redis.slots[new Command('get', [key]).getSlot()] ?? [];
  const node = redis.nodes('master').find(({ options: { host, port } }) => `${host}:${port}` === address);
  if (!node) throw new Error('CLUSTERDOWN No known node has this key');
  return node;
}

/**
 * A key `<name>:{n}` for each master that lies there, such as for a canary; a single Redis has the one `<name>:{0}`. A master
 * with next to no slots may have none.
 */
export function keyOnEachMaster(redis: RedisClient, name: string): string[] {
  const keys = new Map<Redis, string>();
  const wanted = mastersOf(redis).length;
  for (let n = 0; keys.size < wanted && n < MOST_KEYS_TRIED; n += 1) {
    const key = `${name}:{${n}}`;
    const master = masterOf(redis, key);
    if (!keys.has(master)) keys.set(master, key);
  }
  return [...keys.values()];
}
