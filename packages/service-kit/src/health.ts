export type Phase = 'starting' | 'ready' | 'draining';

/**
 * The health of a process. It is not ready only before its first connections and while it drains; a lost server makes it
 * `degraded`, which is said in the body and in metrics, while requests that need the server get their 503.
 */
export class Health {
  phase: Phase = 'starting';
  readonly #dependencies = new Map<string, () => boolean>();

  /** Registers a server that this process needs; `isUp` is asked whenever health is. */
  watch(name: string, isUp: () => boolean): void {
    this.#dependencies.set(name, isUp);
  }

  report(): { status: 'ok' | 'degraded' | 'starting' | 'draining'; dependencies: Record<string, 'up' | 'down'> } {
    const entries = [...this.#dependencies].map(([name, isUp]) => [name, isUp() ? 'up' : 'down'] as const);
    const whole = entries.every(([, state]) => state === 'up');
    const status = this.phase === 'ready' ? (whole ? 'ok' : 'degraded') : this.phase;
    return { status, dependencies: Object.fromEntries(entries) };
  }
}
