import { spawn } from 'node:child_process';
import { appendFileSync, closeSync, openSync } from 'node:fs';
import { join } from 'node:path';

const LAST_WORDS_LENGTH = 2_000;
/** As in the images: what a request needs is garbage before it would be moved to the old generation. */
const MEMORY_FLAGS = ['--max-semi-space-size=32'];
const MEMORY_SETTINGS = { MALLOC_ARENA_MAX: '2' };

export interface ChildOptions {
  /** A TypeScript file. */
  script: string;
  env: Record<string, string>;
  /** What it prints is appended here. */
  logFile?: string | undefined;
}

/** A running script. */
export interface Child {
  readonly pid: number | undefined;
  kill(signal: NodeJS.Signals): void;
  /** Resolves when it is gone, with its last words on standard error. */
  exited: Promise<string>;
}

/** Runs a script with the given environment and nothing else but PATH. It does not outlive this process. */
export function startChild({ script, env, logFile }: ChildOptions): Child {
  const log = logFile === undefined ? 'ignore' : openSync(logFile, 'a');
  const flags = [...MEMORY_FLAGS, '--import', join(import.meta.dirname, 'exit-with-parent.mjs')];
  const child = spawn(process.execPath, [...flags, script], {
    env: { PATH: process.env.PATH, ...MEMORY_SETTINGS, ...env },
    stdio: ['ignore', log, 'pipe', 'ipc'],
    detached: true, // a group of its own: Ctrl-C in the terminal is ours to handle, in our order
  });
  if (typeof log === 'number') closeSync(log);
  let lastWords = '';
  child.stderr?.setEncoding('utf8').on('data', (words: string) => {
    lastWords = `${lastWords}${words}`.slice(-LAST_WORDS_LENGTH);
    if (logFile !== undefined) appendFileSync(logFile, words);
  });
  const exited = new Promise<string>((resolve) => {
    child.once('error', (error) => resolve(error.message));
    child.once('close', () => resolve(lastWords.trim()));
  });
  return { pid: child.pid, kill: (signal) => child.kill(signal), exited };
}
