import { spawn } from 'node:child_process';
import { createInterface } from 'node:readline';
import type { Environment } from '../types.ts';

export interface RunOptions {
  env: Environment;
  cwd?: string;
  /** Hears each line of output. */
  onLine?: (line: string) => void;
  /** Default: 10 minutes. */
  timeoutMs?: number;
}

/**
 * Runs a command found on the PATH of `env`.
 * @returns the lines it wrote to stdout
 * @throws Error with the reason in words: not there, or how it ended and its last lines
 */
export async function runCommand(command: string[], options: RunOptions): Promise<string[]> {
  const [program = '', ...args] = command;
  const { env, cwd, onLine, timeoutMs: timeout = 600_000 } = options;
  const child = spawn(program, args, { env, cwd, timeout, stdio: ['ignore', 'pipe', 'pipe'] });
  const answer: string[] = [];
  const everything: string[] = [];
  for (const stream of [child.stdout, child.stderr]) {
    createInterface({ input: stream }).on('line', (line) => {
      everything.push(line);
      if (stream === child.stdout) answer.push(line);
      onLine?.(line);
    });
  }
  return new Promise((resolve, reject) => {
    child.once('error', (error: NodeJS.ErrnoException) => {
      reject(new Error(error.code === 'ENOENT' ? `${program} was not found` : error.message));
    });
    child.once('close', (code, signal) => {
      if (code === 0) return resolve(answer);
      const last = everything.filter((line) => line.trim() !== '').slice(-3);
      const end = signal === null ? `exit code ${code}` : signal;
      reject(new Error([`${program} ${args[0] ?? ''} ended with ${end}`, ...last].join('\n')));
    });
  });
}
