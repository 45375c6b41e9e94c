import { once } from 'node:events';
import { readdirSync, readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import { isAlive } from '../src/process/is-alive.ts';
import { waitUntil } from '../src/wait-until.ts';
import { keptEverywhere, localInfra, readEverywhere, storeEverywhere, testFolder } from './helpers.ts';
import { startParent } from './parent-process.ts';

test('kill -9 of the command leaves no server and no temporary folder', async () => {
  const temporary = await testFolder();
  const { child, processIds } = await startParent({}, temporary);
  expect(readdirSync(temporary)).toHaveLength(1);
  expect(processIds.filter(isAlive)).toHaveLength(3);
  child.kill('SIGKILL');
  await waitUntil('servers to be gone', () => !processIds.some(isAlive));
  await waitUntil('temporary folder to be gone', () => readdirSync(temporary).length === 0);
});

test('kill -9 of the command with a dead and a stopped server leaves nothing either', async () => {
  const temporary = await testFolder();
  const { child, processIds } = await startParent({ servers: ['redis', 'nats'] }, temporary);
  const [redis = 0, nats = 0] = processIds;
  process.kill(redis, 'SIGKILL');
  process.kill(nats, 'SIGSTOP');
  child.kill('SIGKILL');
  await waitUntil('servers to be gone', () => !processIds.some(isAlive));
  await waitUntil('temporary folder to be gone', () => readdirSync(temporary).length === 0);
});

test('after kill -9 the same data folder opens again, when the old servers have stopped', async () => {
  const dataFolder = await testFolder();
  const before = await localInfra({ dataFolder });
  await storeEverywhere(before);
  await before.stop();
  const { child, processIds } = await startParent({ dataFolder });
  child.kill('SIGKILL');
  await once(child, 'exit');
  const after = await localInfra({ dataFolder });
  expect(processIds.filter(isAlive)).toEqual([]);
  expect(await readEverywhere(after)).toEqual(keptEverywhere);
});

test('Ctrl-C reaches the command alone, which stops the servers in its own time', async () => {
  const { child, processIds } = await startParent({ servers: ['redis', 'nats'] });
  if (process.platform === 'linux') expect(processIds.map(processGroup)).toEqual(processIds);
  child.kill('SIGINT');
  const [code] = await once(child, 'exit');
  expect(code).toBe(0);
  expect(processIds.filter(isAlive)).toEqual([]);
});

function processGroup(pid: number): number {
  return Number(readFileSync(`/proc/${pid}/stat`, 'utf8').split(') ')[1]?.split(' ')[2]);
}
