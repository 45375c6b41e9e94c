import { CLASSIC_BROADCAST_DELAY_MS, type ClassFrame, liveClassSubject } from '@rollcall/contracts';
import { type Bus, publishLive, type Trace } from '@rollcall/service-kit';

/** On top: the sender's copy may be a little slower on its way than the others'. */
const MARGIN_MS = 2;

interface Waiting {
  /** By the monotonic clock. */
  dueAtMs: number;
  publish(): void;
}

/**
 * Sends frames to the other sockets of their classes, each after the same delay, so in the order in which they came.
 * Nobody waits for it.
 */
export class DelayedBroadcasts {
  readonly #bus: Bus;
  readonly #waiting: Waiting[] = [];
  readonly #idle: (() => void)[] = [];
  #timer: NodeJS.Timeout | undefined;

  constructor(bus: Bus) {
    this.#bus = bus;
  }

  add(classId: string, frame: ClassFrame, trace: Trace): void {
    this.#waiting.push({
      dueAtMs: performance.now() + CLASSIC_BROADCAST_DELAY_MS + MARGIN_MS,
      publish: () => publishLive(this.#bus, liveClassSubject(classId), frame, trace),
    });
    this.#wait();
  }

  /** Resolves when nothing waits. */
  idle(): Promise<void> {
    if (this.#waiting.length === 0) return Promise.resolve();
    return new Promise((resolve) => this.#idle.push(resolve));
  }

  // A timer may fire a little early; what is not due then waits again.
  #wait(): void {
    const next = this.#waiting[0];
    if (this.#timer || !next) return;
    this.#timer = setTimeout(() => this.#publishDue(), Math.max(1, next.dueAtMs - performance.now()));
  }

  #publishDue(): void {
    this.#timer = undefined;
    const now = performance.now();
    let due = 0;
    while ((this.#waiting[due]?.dueAtMs ?? Number.POSITIVE_INFINITY) <= now) due += 1;
    for (const { publish } of this.#waiting.splice(0, due)) publish();
    if (this.#waiting.length === 0) for (const resolve of this.#idle.splice(0)) resolve();
    this.#wait();
  }
}
