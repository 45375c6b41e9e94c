import { once } from 'node:events';
import { readdir, stat } from 'node:fs/promises';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { join } from 'node:path';
import { expect, onTestFinished, test } from 'vitest';
import { readRunning } from '../src/start/running.ts';
import { newDataFolder, processesWith, startRollcall } from './start/rollcall.ts';

const patience = { timeout: 90_000 };

test('npm start serves when it says so, and Ctrl-C leaves no process', patience, async () => {
  const folder = await newDataFolder();
  const { wrapper, port, said, ended } = await startRollcall(folder);
  await said(`Rollcall is ready at http://localhost:${port}\n`);
  expect((await fetch(`http://localhost:${port}/app`)).status).toBe(200);
  expect((await fetch(`http://127.0.0.1:${port}/me`)).status).toBe(401);
  expect((await stat(join(folder, 'secrets.json'))).mode & 0o777).toBe(0o600);
  expect((await stat(join(folder, 'running.json'))).mode & 0o777).toBe(0o600);
  expect((await readRunning(folder))?.auth).toMatchObject({ MONGODB_URL: expect.any(String) });
  expect(await processesWith(folder)).not.toEqual([]);

  process.kill(-(wrapper.pid ?? 0), 'SIGINT');
  const { code, printed } = await ended;
  expect([code, printed.match(/Stopping/g)]).toEqual([0, ['Stopping']]);
  expect(await processesWith(folder)).toEqual([]);
  expect(await readdir(folder)).not.toContain('running.json');
  expect(() => process.kill(-(wrapper.pid ?? 0), 0)).toThrow('ESRCH');
});

test('kill -9 of what npm started leaves no process either', patience, async () => {
  const folder = await newDataFolder();
  const { wrapper, port, said } = await startRollcall(folder);
  await said('Rollcall is ready');
  wrapper.kill('SIGKILL');
  await expect.poll(() => processesWith(folder), { timeout: 20_000 }).toEqual([]);
  await expect(fetch(`http://127.0.0.1:${port}/me`)).rejects.toThrow();
});

test('a port in use is said in one sentence, and nothing is started', async () => {
  const server = createServer().listen(0, '127.0.0.1');
  onTestFinished(() => void server.close());
  await once(server, 'listening');
  const { port } = server.address() as AddressInfo;
  const folder = await newDataFolder();
  const { code, printed } = await (await startRollcall(folder, port)).ended;
  const sentence = `Port ${port} is in use. Stop what uses it, or choose another: PORT=3000 npm start\n`;
  expect([code, printed]).toEqual([1, sentence]);
});
