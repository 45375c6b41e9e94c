import { type Clock, type Logger, type Repeated, repeat } from '@rollcall/service-kit';

const PERIOD_MS = 1_000;
/** A process whose clock is further off does not take part. */
const MAX_SKEW_MS = 2_000;

/** Redis' time as this process knows it: asked for each second, never the process's own. */
export interface RedisClock {
  /** Ms since the epoch; off by the way of a message at most. */
  nowMs(): number;
  /** Whether the process's own clock is off by more than two seconds. */
  isSkewed(): boolean;
  onSkew(listener: (isSkewed: boolean) => void): void;
  close(): Promise<void>;
}

export interface ClockSources {
  /** Redis' clock, the one that counts. */
  readMs(): Promise<number>;
  /** MongoDB's clock, asked when the process's own and Redis' differ: of three, two are right. */
  secondOpinionMs(): Promise<number>;
  /** The process's own. */
  clock: Clock;
  log: Logger;
}

/** Asks Redis now and each second. Between two answers a monotonic clock counts. */
export async function createRedisClock({ readMs, secondOpinionMs, clock, log }: ClockSources): Promise<RedisClock> {
  const listeners: ((isSkewed: boolean) => void)[] = [];
  let offsetMs = 0;
  let skewed = false;

  async function ask() {
    const askedAtMs = performance.now();
    const redisMs = await readMs();
    offsetMs = redisMs - (askedAtMs + performance.now()) / 2;
    const differs = isFar(clock.now(), performance.now() + offsetMs);
    const isSkewed = differs && isFar(clock.now(), await secondOpinionMs());
    if (isSkewed === skewed) return;
    skewed = isSkewed;
    const skewMs = Math.round(clock.now() - performance.now() - offsetMs);
    log[isSkewed ? 'error' : 'info']({ skewMs }, 'clock: off from those of Redis and MongoDB');
    for (const listener of listeners) listener(isSkewed);
  }

  await ask();
  const repeated: Repeated = repeat({ name: 'redis clock', everyMs: PERIOD_MS, log }, ask);
  return {
    nowMs: () => Math.round(performance.now() + offsetMs),
    isSkewed: () => skewed,
    onSkew(listener) {
      listeners.push(listener);
      if (skewed) listener(true);
    },
    close: () => repeated.close(),
  };
}

function isFar(oneMs: number, otherMs: number): boolean {
  return Math.abs(oneMs - otherMs) > MAX_SKEW_MS;
}
