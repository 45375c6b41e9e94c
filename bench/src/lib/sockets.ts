import { readFileSync } from 'node:fs';
import { forkScript } from './forked.ts';
import type { Target } from './raw-socket.ts';
import type { SocketOperations } from './sockets-worker.ts';

export type { Target } from './raw-socket.ts';

const WORKERS = 2;

/** Many sockets in processes of their own. */
export interface Sockets {
  /** Resolves when all are open and in their sessions. */
  open(targets: Target[]): Promise<void>;
  /** Does `tell` and resolves with the milliseconds until the last socket has heard it. */
  timeUntilLast(tell: () => number): Promise<number>;
  /** Closes all. Rejects when some were closed before. */
  close(): Promise<void>;
}

export function startSockets(): Sockets {
  const workers = Array.from({ length: WORKERS }, () =>
    forkScript<SocketOperations>(new URL('sockets-worker.ts', import.meta.url)),
  );
  return {
    async open(targets) {
      const share = Math.ceil(targets.length / WORKERS);
      requireOpenFiles(share);
      await Promise.all(workers.map((worker, at) => worker.call('open', targets.slice(at * share, (at + 1) * share))));
    },
    async timeUntilLast(tell) {
      await Promise.all(workers.map((worker) => worker.call('arm')));
      const toldAtMs = tell();
      const arrivals = await Promise.all(workers.map((worker) => worker.call('lastArrival')));
      return Math.max(...arrivals) - toldAtMs;
    },
    async close() {
      const gone = await Promise.all(workers.map((worker) => worker.call('gone')));
      await Promise.all(workers.map((worker) => worker.close()));
      if (gone.some((count) => count > 0)) throw new Error(`${gone.join(' and ')} sockets were closed by the server`);
    },
  };
}

/** What a process needs besides its sockets. */
const OTHER_FILES = 200;

/** @throws Error that says what to do when a process may not have so many sockets */
export function requireOpenFiles(sockets: number): void {
  // Node raises its own limit to the hard one; its children begin with that.
  const [, hard = ''] = /^Max open files\s+\S+\s+(\S+)/m.exec(readFileSync('/proc/self/limits', 'utf8')) ?? [];
  if (hard === 'unlimited' || Number(hard) >= sockets + OTHER_FILES) return;
  throw new Error(
    `${sockets} sockets need more open files than ${hard}: ulimit -Hn ${sockets + OTHER_FILES} as root, then again`,
  );
}
