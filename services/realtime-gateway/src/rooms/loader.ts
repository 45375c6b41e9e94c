import { setTimeout as wait } from 'node:timers/promises';
import { AppError } from '@rollcall/service-kit';

const FIRST_RETRY_MS = 100;
const LAST_RETRY_MS = 1_000;

interface Work<Value> {
  load(): Promise<Value>;
  take(value: Value): void;
  /** Whether to try again by itself. */
  retryAfter(error: unknown): boolean;
}

/**
 * Loads a value, once for all who ask meanwhile. An answer that was asked for again while it was on its way is thrown away.
 * After a failure it tries again, later each time and not in step with other processes.
 */
export class Loader<Value> {
  readonly #work: Work<Value>;
  #isWanted = false;
  #next: PromiseWithResolvers<void> | undefined;
  #isClosed = false;

  constructor(work: Work<Value>) {
    this.#work = work;
  }

  get isBusy(): boolean {
    return this.#next !== undefined;
  }

  request(): void {
    this.#isWanted = true;
    if (!this.#next) void this.#run();
  }

  /** Resolves when what was asked for has come. Throws what the next attempt fails with. */
  async settled(): Promise<void> {
    await this.#next?.promise;
  }

  close(): void {
    this.#isClosed = true;
    this.#next?.reject(new AppError('try_again'));
  }

  async #run(): Promise<void> {
    for (let failures = 0; this.#isWanted && !this.#isClosed; ) {
      const next = this.#begin();
      if (failures > 0) await wait(retryMs(failures), undefined, { ref: false });
      this.#isWanted = false;
      try {
        const value = await this.#work.load();
        if (this.#isWanted || this.#isClosed) continue;
        this.#work.take(value);
        failures = 0;
        next.resolve();
      } catch (error) {
        failures += 1;
        this.#isWanted = this.#work.retryAfter(error);
        next.reject(error);
      }
      this.#next = undefined;
    }
  }

  #begin(): PromiseWithResolvers<void> {
    if (this.#next) return this.#next;
    this.#next = Promise.withResolvers<void>();
    // Whether anybody waits for it or not.
    this.#next.promise.catch(() => undefined);
    return this.#next;
  }
}

function retryMs(failures: number): number {
  const longest = Math.min(LAST_RETRY_MS, FIRST_RETRY_MS * 2 ** (failures - 1));
  return longest * (0.5 + Math.random() / 2);
}
