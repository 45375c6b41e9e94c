import { readFileSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { isListening } from '../src/servers/tcp.ts';
import {
  keptEverywhere,
  knockAtNats,
  localInfra,
  mongoClient,
  natsClient,
  natsConfig,
  readEverywhere,
  redisClient,
  storeEverywhere,
  testFolder,
} from './helpers.ts';

const containers = { provider: 'docker' } as const;
const seconds = (count: number) => ({ timeout: count * 1000 });

test('a running engine comes before binaries, and the servers are what we promise', seconds(60), async () => {
  const infra = await localInfra({ provider: undefined });
  expect([infra.mongodb.source, infra.redis.source, infra.nats.source]).toEqual([
    'docker mongo:6.0',
    'docker redis:7.0-alpine',
    'docker nats:2.15-alpine',
  ]);
  const client = await mongoClient(infra);
  const things = client.db('test').collection('things');
  await client.withSession((session) => session.withTransaction(() => things.insertOne({ name: 'one' }, { session })));
  expect(await redisClient(infra).config('GET', 'appendonly')).toEqual(['appendonly', 'yes']);
  expect(await redisClient(infra).config('GET', 'maxmemory-policy')).toEqual(['maxmemory-policy', 'noeviction']);
  const streams = (await (await natsClient(infra)).jetstreamManager()).streams;
  expect((await streams.add({ name: 'THINGS', subjects: ['things.>'] })).config.storage).toBe('file');
});

test('kept data belong to this user and survive stop and start, in containers and without', seconds(60), async () => {
  const dataFolder = await testFolder();
  const first = await localInfra({ ...containers, dataFolder });
  await storeEverywhere(first);
  await first.stop();
  expect(statSync(join(dataFolder, 'mongodb', 'mongod.lock')).uid).toBe(process.getuid?.());
  expect(readFileSync(join(dataFolder, 'nats.log'), 'utf8')).toContain('Server is ready');
  const second = await localInfra({ ...containers, dataFolder });
  expect(await readEverywhere(second)).toEqual(keptEverywhere);
  await second.stop();
  const third = await localInfra({ dataFolder });
  expect(third.redis.source).not.toContain('docker');
  expect(await readEverywhere(third)).toEqual(keptEverywhere);
});

test('after SIGKILL and restart the URL is the same and acknowledged data are there', seconds(60), async () => {
  const infra = await localInfra(containers);
  await storeEverywhere(infra);
  const servers = [infra.mongodb, infra.redis, infra.nats];
  const urls = servers.map(({ url }) => url);
  await Promise.all(servers.map((server) => server.signal('SIGKILL')));
  expect(await Promise.all(urls.map((url) => isListening(portOf(url))))).toEqual([false, false, false]);
  await Promise.all(servers.map((server) => server.restart()));
  expect(servers.map(({ url }) => url)).toEqual(urls);
  expect(await readEverywhere(infra)).toEqual(keptEverywhere);
});

test('a stopped server answers nothing until it may go on', seconds(60), async () => {
  const infra = await localInfra({ ...containers, servers: ['redis'] });
  const redis = redisClient(infra);
  await redis.ping();
  await infra.redis.signal('SIGSTOP');
  const answer = redis.ping();
  const silence = new Promise((resolve) => setTimeout(resolve, 300, 'silence'));
  expect(await Promise.race([answer, silence])).toBe('silence');
  await infra.redis.signal('SIGCONT');
  expect(await answer).toBe('PONG');
});

test('NATS has the configuration that it is given, also after a restart', seconds(60), async () => {
  const infra = await localInfra({ ...containers, servers: ['nats'], natsConfig });
  expect(await knockAtNats(infra)).toEqual(['AUTHORIZATION_VIOLATION', 'welcome']);
  await infra.nats.restart();
  expect(await knockAtNats(infra)).toEqual(['AUTHORIZATION_VIOLATION', 'welcome']);
});

function portOf(url: string): number {
  return Number(new URL(url).port);
}
