import { type ChildProcess, fork } from 'node:child_process';
import { once } from 'node:events';
import { fileURLToPath } from 'node:url';

/** What the load generator is to do: `requests` POSTs over `connections`, as fast as they are answered or at a fixed rate. */
export interface LoadOrder extends LoadUpdate {
  port: number;
  path: string;
  connections: number;
  requests: number;
  ratePerSecond?: number | undefined;
  stopAfterMs: number;
  /** Request n is by token n, again from the first when all had their turn. */
  tokens: string[];
  /** So many requests have the same body, then comes the next. */
  perBody: number;
}

/** Newer bodies for requests that are still to come. */
export interface LoadUpdate {
  bodies: string[];
}

export interface LoadReport {
  elapsedMs: number;
  /** How many answers by status. */
  statuses: Record<number, number>;
  /** Of each answer, ms. */
  times: number[];
}

/** The load generator in a process of its own. */
export interface Load {
  run(order: LoadOrder): Promise<LoadReport>;
  update(update: LoadUpdate): void;
  close(): void;
}

export function startLoad(): Load {
  const child: ChildProcess = fork(fileURLToPath(new URL('load-worker.ts', import.meta.url)), { execArgv: [] });
  const died = once(child, 'exit').then(([code, signal]) => {
    throw new Error(`the load generator died: ${code ?? signal}`);
  });
  // It also dies when it is closed.
  died.catch(() => undefined);
  return {
    async run(order) {
      child.send(order);
      const [report] = await Promise.race([once(child, 'message'), died]);
      return report as LoadReport;
    },
    update: (update) => void child.send(update),
    close: () => void child.kill(),
  };
}
