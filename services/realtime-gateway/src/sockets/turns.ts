import { AppError } from '@rollcall/service-kit';

/**
 * Runs a bounded number of tasks at once; a bounded number of others wait, in the order of their coming. Between two of them
 * whatever else has arrived gets its turn, so that a crowd of tasks delays nobody.
 */
export class Turns {
  readonly #atOnce: number;
  readonly #mostWaiting: number;
  readonly #waiting: (() => void)[] = [];
  #running = 0;

  constructor({ atOnce, mostWaiting }: { atOnce: number; mostWaiting: number }) {
    this.#atOnce = atOnce;
    this.#mostWaiting = mostWaiting;
  }

  get isFull(): boolean {
    return this.#running >= this.#atOnce && this.#waiting.length >= this.#mostWaiting;
  }

  /** Throws `try_again` when too many wait already. */
  async run<Result>(task: () => Promise<Result>): Promise<Result> {
    if (this.isFull) throw new AppError('try_again');
    if (this.#running < this.#atOnce) this.#running += 1;
    else await new Promise<void>((resolve) => this.#waiting.push(resolve));
    try {
      return await task();
    } finally {
      setImmediate(() => this.#handOn());
    }
  }

  #handOn(): void {
    const next = this.#waiting.shift();
    if (next) next();
    else this.#running -= 1;
  }
}
