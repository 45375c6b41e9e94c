import { type ChildProcess, execFile, spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { onTestFinished } from 'vitest';
import { freePort } from '../../src/processes/free-ports.ts';

const root = join(import.meta.dirname, '../../../..');

/** `npm start` without npm: the wrapper, in a process group of its own as a terminal would start it. */
export interface StartedRollcall {
  wrapper: ChildProcess;
  port: number;
  /** Resolves when these words have been printed. */
  said(words: string): Promise<void>;
  /** Resolves with exit code and all that was printed. */
  ended: Promise<{ code: number | null; printed: string }>;
}

export async function startRollcall(dataFolder: string, port?: number): Promise<StartedRollcall> {
  const chosen = port ?? (await freePort());
  const wrapper = spawn(process.execPath, ['scripts/run.mjs', 'start'], {
    cwd: root,
    // Without Docker, so that the servers are processes to be seen.
    env: { ...process.env, NODE_ENV: '', DOCKER_HOST: 'unix:///none', PORT: `${chosen}`, ROLLCALL_DATA: dataFolder },
    stdio: ['ignore', 'pipe', 'pipe'],
    detached: true,
  });
  let printed = '';
  for (const stream of [wrapper.stdout, wrapper.stderr]) stream?.on('data', (words) => (printed += words));
  const ended = once(wrapper, 'close').then(([code]) => ({ code: code as number | null, printed }));
  onTestFinished(async () => {
    wrapper.kill('SIGTERM');
    await ended;
  });
  const said = async (words: string) => {
    while (!printed.includes(words)) {
      const over = await Promise.race([ended, once(wrapper.stdout as NodeJS.ReadableStream, 'data')]);
      if (!Array.isArray(over) && !printed.includes(words)) throw new Error(`it ended:\n${printed}`);
    }
  };
  return { wrapper, port: chosen, said, ended };
}

export async function newDataFolder(): Promise<string> {
  const folder = await mkdtemp(join(tmpdir(), 'rollcall-start-'));
  onTestFinished(() => rm(folder, { recursive: true, force: true, maxRetries: 5 }));
  return folder;
}

/** The command lines of all processes that name a folder. */
export async function processesWith(folder: string): Promise<string[]> {
  const { stdout } = await promisify(execFile)('ps', ['-ww', '-eo', 'args=']);
  return stdout.split('\n').filter((line) => line.includes(folder));
}
