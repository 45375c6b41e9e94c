export type Phase = 'starting' | 'ready' | 'draining';

/**
 * The health of a process. It is not ready only before its first connections, while it drains, and while something makes it
 * unfit, such as a wrong clock; a lost server makes it `degraded`, which is said in the body and in metrics, while requests
 * that need the server get their 503.
 */
export class Health {
  phase: Phase = 'starting';
  readonly #dependencies = new Map<string, () => boolean>();
  readonly #fitness: (() => boolean)[] = [];

  /** Registers a server that this process needs; `isUp` is asked whenever health is. */
  watch(name: string, isUp: () => boolean): void {
    this.#dependencies.set(name, isUp);
  }

  /** Registers what this process must be to be given work; `isFit` is asked whenever health is. */
  require(isFit: () => boolean): void {
    this.#fitness.push(isFit);
  }

  get isReady(): boolean {
    return this.phase === 'ready' && this.#fitness.every((isFit) => isFit());
  }

  report(): {
    status: 'ok' | 'degraded' | 'unfit' | 'starting' | 'draining';
    dependencies: Record<string, 'up' | 'down'>;
  } {
    const entries = [...this.#dependencies].map(([name, isUp]) => [name, isUp() ? 'up' : 'down'] as const);
    return { status: this.#status(entries), dependencies: Object.fromEntries(entries) };
  }

  #status(entries: (readonly [string, 'up' | 'down'])[]) {
    if (this.phase !== 'ready') return this.phase;
    if (!this.isReady) return 'unfit';
    return entries.every(([, state]) => state === 'up') ? 'ok' : 'degraded';
  }
}
