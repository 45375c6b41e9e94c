import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, onTestFinished, test } from 'vitest';
import { Supervisor } from '../src/processes/supervisor.ts';
import { isAlive } from './processes/is-alive.ts';

const script = join(import.meta.dirname, 'processes/trivial-service.ts');

async function supervise(env: Record<string, string> = {}, logFile?: string) {
  const supervisor = await Supervisor.start({ script, env, logFile });
  onTestFinished(() => supervisor.stop());
  return supervisor;
}

async function whoIs(url: string): Promise<{ pid: number; env: Record<string, string> }> {
  return JSON.parse(await (await fetch(url)).text());
}

test('a process sees its variables, PATH, how memory is to be used, and nothing else', async () => {
  const supervisor = await supervise({ CLASSIC_TOKEN_TTL: '1h' });
  const { pid, env } = await whoIs(supervisor.url);
  expect(pid).toBe(supervisor.processId);
  expect(Object.keys(env).sort()).toEqual([
    'CLASSIC_TOKEN_TTL',
    'HOST',
    'MALLOC_ARENA_MAX',
    'MANAGEMENT_PORT',
    'PATH',
    'PORT',
  ]);
});

test.for(['SIGKILL', 'SIGTERM'] as const)('after %s it is started again at the same address', async (signal) => {
  const supervisor = await supervise();
  const { url, processId } = supervisor;
  await supervisor.signal(signal);
  expect(supervisor.processId).toBeUndefined();
  await expect(fetch(url)).rejects.toThrow();
  await supervisor.ready();
  const { pid } = await whoIs(url);
  expect(pid).toBe(supervisor.processId);
  expect(pid).not.toBe(processId);
});

test('each start asks what to run instead, with which variables besides', async () => {
  const starts = [{ script, env: { FAULT: 'yes' } }, undefined];
  const supervisor = await Supervisor.start({ script, env: {}, instead: () => starts.shift() });
  onTestFinished(() => supervisor.stop());
  expect((await whoIs(supervisor.url)).env.FAULT).toBe('yes');
  await supervisor.signal('SIGKILL');
  await supervisor.ready();
  expect((await whoIs(supervisor.url)).env.FAULT).toBeUndefined();
});

test('after stop it is gone and stays away, also when it was stopped by a signal', async () => {
  const supervisor = await supervise();
  const pid = supervisor.processId ?? 0;
  await supervisor.signal('SIGSTOP');
  await supervisor.stop();
  expect(isAlive(pid)).toBe(false);
  expect(supervisor.processId).toBeUndefined();
  await expect(supervisor.signal('SIGKILL')).rejects.toThrow('not running');
});

test('a process that ends before it is ready rejects the start with its last words, which its log has too', async () => {
  const folder = await mkdtemp(join(tmpdir(), 'rollcall-supervisor-'));
  onTestFinished(() => rm(folder, { recursive: true }));
  const logFile = join(folder, 'one.log');
  await expect(supervise({ FAIL: 'The environment is not complete' }, logFile)).rejects.toThrow('not complete');
  expect(await readFile(logFile, 'utf8')).toContain('not complete');
});

test('kill -9 of the parent leaves no process', async () => {
  const parent = spawn(process.execPath, [join(import.meta.dirname, 'processes/parent.ts')], {
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  onTestFinished(() => void parent.kill('SIGKILL'));
  const [line] = await once(parent.stdout, 'data');
  const pids: number[] = JSON.parse(String(line));
  expect(pids.map(isAlive)).toEqual([true, true]);
  parent.kill('SIGKILL');
  await expect.poll(() => pids.map(isAlive)).toEqual([false, false]);
});
