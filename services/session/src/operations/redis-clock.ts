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

/** Asks `readMs` now and each second. Between two answers a monotonic clock counts. */
export async function createRedisClock(readMs: () => Promise<number>, clock: Clock, log: Logger): Promise<RedisClock> {
  const listeners: ((isSkewed: boolean) => void)[] = [];
  let offsetMs = 0;
  let skewed = false;

  async function ask() {
    const askedAtMs = performance.now();
    const redisMs = await readMs();
    const answeredAtMs = performance.now();
    offsetMs = redisMs - (askedAtMs + answeredAtMs) / 2;
    const skewMs = clock.now() - (answeredAtMs + offsetMs);
    const isSkewed = Math.abs(skewMs) > MAX_SKEW_MS;
    if (isSkewed === skewed) return;
    skewed = isSkewed;
    log[isSkewed ? 'error' : 'info']({ skewMs: Math.round(skewMs) }, 'clock: off from that of Redis');
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
