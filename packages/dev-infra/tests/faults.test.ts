import { expect, test } from 'vitest';
import { keptEverywhere, localInfra, readEverywhere, redisClient, storeEverywhere } from './helpers.ts';

test('after SIGKILL and restart the URL is the same and acknowledged data are there', async () => {
  const infra = await localInfra();
  await storeEverywhere(infra);
  const servers = [infra.mongodb, infra.redis, infra.nats];
  const before = servers.map(({ url, processId }) => ({ url, processId }));
  await Promise.all(servers.map((server) => server.signal('SIGKILL')));
  expect(servers.map((server) => server.processId)).toEqual([undefined, undefined, undefined]);
  await Promise.all(servers.map((server) => server.restart()));
  expect(servers.map((server) => server.url)).toEqual(before.map(({ url }) => url));
  expect(servers.map((server) => server.processId)).not.toEqual(before.map(({ processId }) => processId));
  expect(await readEverywhere(infra)).toEqual(keptEverywhere);
});

test('restarted empty, a server has lost what it had', async () => {
  const infra = await localInfra({ servers: ['redis'] });
  const redis = redisClient(infra);
  await redis.set('kept', 'yes');
  await infra.redis.signal('SIGKILL');
  await infra.redis.restart({ empty: true });
  await expect.poll(() => redis.get('kept').catch(() => 'away'), { timeout: 5_000 }).toBeNull();
});

test('a stopped server answers nothing until it may go on', async () => {
  const infra = await localInfra({ servers: ['redis'] });
  const redis = redisClient(infra);
  await redis.ping();
  await infra.redis.signal('SIGSTOP');
  let answered = false;
  const answer = redis.ping().then(() => {
    answered = true;
  });
  await expect(Promise.race([answer, timeout(300)])).resolves.toBe('silence');
  expect(answered).toBe(false);
  await infra.redis.signal('SIGCONT');
  await answer;
});

test('a server that was stopped by SIGSTOP still stops with the rest', async () => {
  const infra = await localInfra({ servers: ['nats'] });
  await infra.nats.signal('SIGSTOP');
  await infra.stop();
  await expect(infra.nats.signal('SIGKILL')).rejects.toThrow('nats does not run');
});

function timeout(ms: number): Promise<string> {
  return new Promise((resolve) => setTimeout(resolve, ms, 'silence'));
}
