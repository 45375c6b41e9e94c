/** Runs the tasks of one socket strictly one after the other; what a task throws goes to `onError`. */
export class SerialQueue {
  readonly #limit: number;
  readonly #onError: (error: unknown) => void;
  #waiting = 0;
  #last: Promise<void> = Promise.resolve();

  constructor(limit: number, onError: (error: unknown) => void) {
    this.#limit = limit;
    this.#onError = onError;
  }

  /** Whether a peer has sent so much that nothing more should be taken from it. */
  get isFull(): boolean {
    return this.#waiting >= this.#limit;
  }

  push(task: () => Promise<void> | void): void {
    this.#waiting += 1;
    this.#last = this.#last
      .then(task)
      .catch(this.#onError)
      .then(() => {
        this.#waiting -= 1;
      });
  }

  /** Resolves when all that was pushed so far has run. */
  idle(): Promise<void> {
    return this.#last;
  }
}
