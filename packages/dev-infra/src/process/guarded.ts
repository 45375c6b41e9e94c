import { spawn } from 'node:child_process';
import { closeSync, openSync } from 'node:fs';
import { join } from 'node:path';
import type { Duplex } from 'node:stream';
import type { Environment } from '../types.ts';

export interface GuardedCommand {
  /** Server name: data in `<folder>/<name>`, log in `<folder>/<name>.log`. */
  name: string;
  folder: string;
  temporary: boolean;
  command: string[];
  env: Environment;
}

/** A server process that ends when this process ends, however it ends; see guard.sh. */
export class Guarded {
  readonly pid: number;
  /** Resolves with words about how the server ended. */
  readonly exited: Promise<string>;
  ending: string | undefined;
  readonly #toWatcher: Duplex;
  readonly #closed: Promise<void>;

  constructor({ name, folder, temporary, command, env }: GuardedCommand) {
    const log = openSync(join(folder, `${name}.log`), 'a');
    const guard = join(import.meta.dirname, 'guard.sh');
    const child = spawn('/bin/sh', [guard, folder, name, temporary ? 'yes' : 'no', ...command], {
      cwd: folder,
      env,
      detached: true, // a group of its own: Ctrl-C in the terminal is ours to handle, not the server's
      stdio: ['ignore', log, log, 'pipe'], // not stdin for the watcher: Node closes that when the server dies
    });
    closeSync(log);
    if (child.pid === undefined) throw new Error('no /bin/sh');
    this.pid = child.pid;
    this.#toWatcher = child.stdio[3] as Duplex;
    this.#toWatcher.on('error', () => {}); // the watcher may have been killed as well
    this.#toWatcher.resume(); // so that its end is noticed
    this.#closed = new Promise((resolve) => child.once('close', () => resolve()));
    this.exited = new Promise((resolve) => {
      child.once('exit', (code, signal) => {
        this.ending = signal === null ? `ended with exit code ${code}` : `ended by ${signal}`;
        if (this.#toWatcher.writable) this.#toWatcher.write('exited\n');
        resolve(this.ending);
      });
    });
  }

  /** Ends server and watcher, in this order; at most 8 s. */
  async stop(): Promise<void> {
    this.#toWatcher.end();
    await this.#closed;
  }

  /** Sends the watcher of a dead server home without removing anything. */
  release(): void {
    this.#toWatcher.end('release\n');
  }
}
