import { readdirSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test, vi } from 'vitest';
import { startInfra } from '../src/index.ts';
import { keptEverywhere, localInfra, readEverywhere, storeEverywhere, testFolder } from './helpers.ts';

test('kept data survive stop and start on other ports', async () => {
  const dataFolder = await testFolder();
  const first = await localInfra({ dataFolder });
  await storeEverywhere(first);
  await first.stop();
  const second = await localInfra({ dataFolder });
  expect([second.mongodb.url, second.redis.url, second.nats.url]).not.toEqual(
    expect.arrayContaining([first.mongodb.url]),
  );
  expect(await readEverywhere(second)).toEqual(keptEverywhere);
  expect(readdirSync(dataFolder)).toEqual(expect.arrayContaining(['mongodb.log', 'redis.log', 'nats.log']));
});

test('a data folder serves one Rollcall at a time', async () => {
  const dataFolder = await testFolder();
  const infra = await localInfra({ dataFolder, servers: ['nats'] });
  await expect(startInfra({ dataFolder, servers: ['nats'], provider: 'local' })).rejects.toThrow(
    `in use by another Rollcall, pid ${process.pid}`,
  );
  await infra.stop();
  await localInfra({ dataFolder, servers: ['nats'] });
});

test('temporary data are gone after stop, which may be called twice', async () => {
  const temporary = await testFolder();
  vi.stubEnv('TMPDIR', temporary);
  const infra = await localInfra({ servers: ['redis'] });
  vi.unstubAllEnvs();
  const [folder = ''] = readdirSync(temporary);
  expect(readdirSync(join(temporary, folder)).sort()).toEqual(['redis', 'redis.log', 'redis.pid']);
  await Promise.all([infra.stop(), infra.stop()]);
  expect(readdirSync(temporary)).toEqual([]);
  expect(infra.redis.processId).toBeUndefined();
});
