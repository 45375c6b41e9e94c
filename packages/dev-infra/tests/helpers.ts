import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Redis } from 'ioredis';
import mongoose from 'mongoose';
import { connect, type NatsConnection } from 'nats';
import { onTestFinished, vi } from 'vitest';
import { type Infra, type InfraOptions, startInfra } from '../src/index.ts';
import { waitUntil } from '../src/wait-until.ts';

vi.setConfig({ testTimeout: 30_000 });

/** Servers of this machine, stopped when the test ends. */
export async function localInfra(options: InfraOptions = {}): Promise<Infra> {
  const infra = await startInfra({ provider: 'local', ...options });
  onTestFinished(() => infra.stop());
  return infra;
}

/** A folder that is removed when the test ends. */
export async function testFolder(): Promise<string> {
  const folder = await mkdtemp(join(tmpdir(), 'dev-infra-test-'));
  onTestFinished(() => rm(folder, { recursive: true, force: true, maxRetries: 5 }));
  return folder;
}

export async function mongoClient(infra: Infra): Promise<mongoose.mongo.MongoClient> {
  const client = await new mongoose.mongo.MongoClient(infra.mongodb.url).connect();
  onTestFinished(() => client.close());
  return client;
}

export function redisClient(infra: Infra): Redis {
  const client = new Redis(infra.redis.url);
  client.on('error', () => {}); // lost connections are what some tests are about
  onTestFinished(() => client.disconnect());
  return client;
}

export async function natsClient(infra: Infra): Promise<NatsConnection> {
  const client = await connect({ servers: infra.nats.url });
  onTestFinished(() => client.close());
  return client;
}

/** Lets one user in. */
export const natsConfig = 'authorization { user: someone, password: "a password" }';

/** What NATS says to somebody, and to that user. */
export async function knockAtNats(infra: Infra): Promise<string[]> {
  const knock = (credentials: object) =>
    connect({ servers: infra.nats.url, ...credentials }).then(
      (client) => client.close().then(() => 'welcome'),
      (error) => String(error.code),
    );
  return [await knock({}), await knock({ user: 'someone', pass: 'a password' })];
}

/** Stores one thing in each server, acknowledged in the way the product relies on. */
export async function storeEverywhere(infra: Infra): Promise<void> {
  const things = (await mongoClient(infra)).db('test').collection<{ _id: string }>('things');
  await things.insertOne({ _id: 'kept' }, { writeConcern: { w: 'majority', journal: true } });
  const redis = redisClient(infra);
  await redis.set('thing', 'kept');
  await untilInFile(redis);
  const nats = await natsClient(infra);
  await (await nats.jetstreamManager()).streams.add({ name: 'THINGS', subjects: ['things.>'] });
  await nats.jetstream().publish('things.one', 'kept');
}

/** While the disk is busy Redis answers up to 2 s before it writes to its file (`appendfsync everysec`): a kill loses that. */
export function untilInFile(redis: Redis): Promise<void> {
  return waitUntil('Redis to write its file', async () =>
    (await redis.info('persistence')).includes('aof_buffer_length:0\r\n'),
  );
}

/** What `storeEverywhere` stored, read with new connections. */
export async function readEverywhere(infra: Infra): Promise<Record<string, unknown>> {
  const things = (await mongoClient(infra)).db('test').collection<{ _id: string }>('things');
  const streams = await (await natsClient(infra)).jetstreamManager();
  return {
    mongodb: (await things.findOne())?._id,
    redis: await redisClient(infra).get('thing'),
    nats: (await streams.streams.getMessage('THINGS', { seq: 1 })).string(),
  };
}

export const keptEverywhere = { mongodb: 'kept', redis: 'kept', nats: 'kept' };
