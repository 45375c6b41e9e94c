import { AppError } from '@rollcall/service-kit';

interface Job {
  key: string;
  queuedAtMs: number;
  start(): void;
  refuse(): void;
}

export interface HashQueueOptions {
  /** How many run at once. */
  slots: number;
  /** Who would wait longer than this is refused. */
  maxWaitMs: number;
  /** How long one takes, until that has been measured. */
  expectedMs: number;
}

export interface HashQueue {
  /** Runs `work` when its turn comes, one at a time for each key. Throws `try_again` when the queue is too long. */
  run<Result>(key: string, work: () => Promise<Result>): Promise<Result>;
}

const MEASURE_WEIGHT = 0.1;

/** Bounds the hashing of a process by time: the queue is as long as its average work allows. */
export function createHashQueue({ slots, maxWaitMs, expectedMs }: HashQueueOptions): HashQueue {
  const waiting: Job[] = [];
  const running = new Set<string>();
  let averageMs = expectedMs;

  function startNext() {
    while (waiting[0] && performance.now() - waiting[0].queuedAtMs > maxWaitMs) waiting.shift()?.refuse();
    if (running.size >= slots) return;
    const index = waiting.findIndex((job) => !running.has(job.key));
    if (index >= 0) waiting.splice(index, 1)[0]?.start();
  }

  function waitForTurn(key: string): Promise<void> {
    if ((waiting.length * averageMs) / slots > maxWaitMs) return Promise.reject(new AppError('try_again'));
    const { promise, resolve, reject } = Promise.withResolvers<void>();
    waiting.push({
      key,
      queuedAtMs: performance.now(),
      start() {
        running.add(key);
        resolve();
      },
      refuse: () => reject(new AppError('try_again')),
    });
    startNext();
    return promise;
  }

  return {
    async run(key, work) {
      await waitForTurn(key);
      const startedAtMs = performance.now();
      try {
        const result = await work();
        averageMs += (performance.now() - startedAtMs - averageMs) * MEASURE_WEIGHT;
        return result;
      } finally {
        running.delete(key);
        startNext();
      }
    },
  };
}
