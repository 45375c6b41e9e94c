import { expect, test } from 'vitest';
import { knockAtNats, localInfra, mongoClient, natsClient, natsConfig, redisClient } from './helpers.ts';

test('MongoDB is a replica set of one that commits transactions', async () => {
  const infra = await localInfra({ servers: ['mongodb'] });
  const client = await mongoClient(infra);
  const things = client.db('test').collection('things');
  await things.insertOne({ name: 'before' });
  await client.withSession((session) =>
    session.withTransaction(async () => {
      await things.insertOne({ name: 'first' }, { session });
      await things.insertOne({ name: 'second' }, { session });
    }),
  );
  expect(await things.countDocuments()).toBe(3);
  const hello = await client.db('admin').command({ hello: 1 });
  expect(hello).toMatchObject({ setName: 'rs0', isWritablePrimary: true, hosts: [new URL(infra.mongodb.url).host] });
});

test('Redis appends to a file, evicts nothing, and listens on this machine only', async () => {
  const infra = await localInfra({ servers: ['redis'] });
  const settings = await redisClient(infra).config('GET', 'appendonly', 'appendfsync', 'maxmemory-policy', 'bind');
  const found = settings as string[];
  const pairs = Array.from({ length: found.length / 2 }, (_, at) => [found[2 * at], found[2 * at + 1]]);
  expect(Object.fromEntries(pairs)).toEqual({
    appendonly: 'yes',
    appendfsync: 'everysec',
    'maxmemory-policy': 'noeviction',
    bind: '127.0.0.1',
  });
});

test('NATS keeps JetStream streams in files', async () => {
  const infra = await localInfra({ servers: ['nats'] });
  const nats = await natsClient(infra);
  const manager = await nats.jetstreamManager();
  const stream = await manager.streams.add({ name: 'THINGS', subjects: ['things.>'] });
  expect(stream.config.storage).toBe('file');
  expect((await nats.jetstream().publish('things.one', 'hello')).seq).toBe(1);
});

test('a server tells process id and resident memory, and asking for one that was left out throws', async () => {
  const infra = await localInfra({ servers: ['nats'] });
  expect(infra.nats.processId).toBeGreaterThan(1);
  if (process.platform === 'linux') expect(infra.nats.rss?.()).toBeGreaterThan(1e6);
  expect(() => infra.redis).toThrow('redis was not asked for');
});

test('NATS has the configuration that it is given, also after a restart', async () => {
  const infra = await localInfra({ servers: ['nats'], natsConfig });
  expect(await knockAtNats(infra)).toEqual(['AUTHORIZATION_VIOLATION', 'welcome']);
  await infra.nats.restart();
  expect(await knockAtNats(infra)).toEqual(['AUTHORIZATION_VIOLATION', 'welcome']);
});
