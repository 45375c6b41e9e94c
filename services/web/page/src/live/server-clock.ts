/** The time of the server, for a device whose own clock may be wrong by hours. */
export interface ServerClock {
  /** It is at least this now on the server: the later of all that was heard is the nearest to the truth. */
  hear(instantMs: number): void;
  /** Undefined before anything was heard. */
  nowMs(): number | undefined;
}

/** `monotonicMs` counts on whatever becomes of the device's clock; what it loses in sleep comes back with the next hearing. */
export function createServerClock(monotonicMs: () => number = () => performance.now()): ServerClock {
  let aheadMs: number | undefined;
  return {
    hear(instantMs) {
      aheadMs = Math.max(aheadMs ?? Number.NEGATIVE_INFINITY, instantMs - monotonicMs());
    },
    nowMs: () => (aheadMs === undefined ? undefined : monotonicMs() + aheadMs),
  };
}
