import { setTimeout as wait } from 'node:timers/promises';

/** Of one scan that is on its way. */
export interface Ticket {
  readonly recordedAtMs: number;
}

/** What was missed; see {@link Watermark.missing}. */
export interface Missing {
  sinceMs: number;
  count: number;
}

/**
 * Scans have no flag to rewrite. Each process keeps a watermark instead: all that it recorded before has been shown on the
 * boards and told as events. What fails holds it back, until `jobs/replay.ts` has done it again from there.
 */
export interface Watermark {
  /** Before a write to MongoDB: what is recorded at this instant is not shown and told yet. */
  begin(recordedAtMs: number): Ticket;
  /** It is shown and told now, or nothing was recorded. */
  settle(ticket: Ticket): void;
  /** It was not shown, not told, or is not known to be recorded: again later. */
  miss(ticket: Ticket, error: unknown): void;
  /** Ms, by Redis' clock. */
  readMs(): number;
  /** What has to be shown and told again. */
  missing(): Missing | undefined;
  /** It has been, unless something else was missed meanwhile. */
  caughtUp(missing: Missing): void;
  /** Whether nothing is on its way any more; waits for it, so long at most. */
  isIdleWithin(ms: number): Promise<boolean>;
}

const IDLE_STEP_MS = 10;

export function createWatermark(nowMs: () => number, onFirstMiss: (error: unknown) => void): Watermark {
  const onTheWay = new Set<Ticket>();
  let missing: Missing | undefined;

  return {
    begin(recordedAtMs) {
      const ticket = { recordedAtMs };
      onTheWay.add(ticket);
      return ticket;
    },
    settle: (ticket) => void onTheWay.delete(ticket),
    miss(ticket, error) {
      onTheWay.delete(ticket);
      if (!missing) onFirstMiss(error);
      const { sinceMs = ticket.recordedAtMs, count = 0 } = missing ?? {};
      missing = { sinceMs: Math.min(sinceMs, ticket.recordedAtMs), count: count + 1 };
    },
    readMs() {
      let earliest = missing?.sinceMs ?? nowMs();
      for (const { recordedAtMs } of onTheWay) earliest = Math.min(earliest, recordedAtMs);
      return earliest;
    },
    missing: () => missing,
    caughtUp({ count }) {
      if (missing?.count === count) missing = undefined;
    },
    async isIdleWithin(ms) {
      const deadlineMs = performance.now() + ms;
      while (onTheWay.size > 0 && performance.now() < deadlineMs) await wait(IDLE_STEP_MS);
      return onTheWay.size === 0;
    },
  };
}
