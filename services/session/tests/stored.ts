import { Redis } from 'ioredis';
import type mongoose from 'mongoose';
import type { TestHall } from './helpers.ts';

/** All documents of all databases, as text with their collection's name. */
export async function documentsOf(mongo: mongoose.Connection): Promise<string[]> {
  const found: string[] = [];
  for (const { name } of (await mongo.listDatabases()).databases.filter(({ name }) => name.startsWith('rollcall-'))) {
    const { db } = mongo.useDb(name);
    for (const collection of (await db?.collections()) ?? []) {
      const documents = await collection.find().toArray();
      found.push(...documents.map((one) => JSON.stringify({ ...one, in: collection.collectionName })));
    }
  }
  return found;
}

/** All that is in Redis, as text. */
export async function entriesOf(hall: TestHall): Promise<string[]> {
  const found: string[] = [];
  for (const { url } of hall.cluster?.nodes ?? [hall.infra.redis]) {
    const redis = new Redis(url);
    for (const key of await redis.keys('*')) found.push(JSON.stringify([key, await contentOf(redis, key)]));
    redis.disconnect();
  }
  return found;
}

async function contentOf(redis: Redis, key: string): Promise<unknown> {
  const type = await redis.type(key);
  if (type === 'string') return redis.get(key);
  if (type === 'hash') return redis.hgetall(key);
  if (type === 'set') return redis.smembers(key);
  if (type === 'list') return redis.lrange(key, '0', '-1');
  if (type === 'zset') return redis.zrange(key, '0', '-1', 'WITHSCORES');
  if (type === 'stream') return redis.xrange(key, '-', '+');
  // A key may end between two questions.
  if (type === 'none') return null;
  throw new Error(`${key} is a ${type}`);
}
