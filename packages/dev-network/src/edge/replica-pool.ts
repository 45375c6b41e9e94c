const SKIP_MS = 1_000;

/** The replicas of one service, by their URLs, taken in turn. */
export class ReplicaPool {
  readonly #urls: readonly string[];
  readonly #skippedUntilMs = new Map<string, number>();
  #turn = 0;

  constructor(urls: readonly string[]) {
    this.#urls = urls;
  }

  /** All replicas in the order to try them; those that could not be reached in the last second come last. */
  inTurn(): string[] {
    const start = this.#turn++ % Math.max(1, this.#urls.length);
    const rotated = [...this.#urls.slice(start), ...this.#urls.slice(0, start)];
    const nowMs = performance.now();
    const isSkipped = (url: string) => (this.#skippedUntilMs.get(url) ?? 0) > nowMs;
    return [...rotated.filter((url) => !isSkipped(url)), ...rotated.filter(isSkipped)];
  }

  skip(url: string): void {
    this.#skippedUntilMs.set(url, performance.now() + SKIP_MS);
  }
}
