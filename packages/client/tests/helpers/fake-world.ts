import type { Occurrence, State } from '../../src/live/transitions.ts';
import type { World } from '../../src/live/world.ts';

/** Time, chance and waking in a test's hands; the sockets live in real time. */
export class FakeWorld implements World {
  #nowMs = Date.parse('2026-03-02T08:00:00.000Z');
  readonly #timers = new Set<{ atMs: number; call: () => void }>();
  readonly #wakes = new Set<() => void>();
  /** What `random` answers. */
  chance = 1;
  readonly traced: { row: string; next: State }[] = [];

  now = () => this.#nowMs;
  random = () => this.chance;

  after = (ms: number, call: () => void) => {
    const timer = { atMs: this.#nowMs + ms, call };
    this.#timers.add(timer);
    return () => void this.#timers.delete(timer);
  };

  onWake = (call: () => void) => {
    this.#wakes.add(call);
    return () => void this.#wakes.delete(call);
  };

  trace = (state: State, occurrence: Occurrence, next: State) =>
    void this.traced.push({ row: `${state} ${occurrence}`, next });

  wake = () => {
    for (const call of [...this.#wakes]) call();
  };

  /** How long each timer still runs, in ms, the next one first. */
  get timers(): number[] {
    return [...this.#timers].map(({ atMs }) => atMs - this.#nowMs).sort((one, other) => one - other);
  }

  get listeners(): number {
    return this.#wakes.size;
  }

  advance(ms: number): void {
    const untilMs = this.#nowMs + ms;
    for (let next = this.#next(untilMs); next; next = this.#next(untilMs)) {
      this.#timers.delete(next);
      this.#nowMs = next.atMs;
      next.call();
    }
    this.#nowMs = untilMs;
  }

  #next(untilMs: number) {
    const due = [...this.#timers].filter(({ atMs }) => atMs <= untilMs);
    return due.sort((one, other) => one.atMs - other.atMs)[0];
  }
}
