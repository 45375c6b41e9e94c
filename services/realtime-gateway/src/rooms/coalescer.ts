import type { serverEvents } from '@rollcall/contracts';
import type { z } from 'zod';

export type Update = z.infer<(typeof serverEvents)['attendance:updated']>;

/**
 * Merges the updates of one session, which come in order, into at most one frame an interval, the first at once. A new
 * epoch begins a new frame.
 */
export class Coalescer {
  readonly #intervalMs: number;
  readonly #emit: (update: Update) => void;
  #merged: Update | undefined;
  #shown: Update | undefined;
  #timer: NodeJS.Timeout | undefined;

  constructor(intervalMs: number, emit: (update: Update) => void) {
    this.#intervalMs = intervalMs;
    this.#emit = emit;
  }

  add(update: Update): void {
    if (this.#merged && this.#merged.epoch !== update.epoch) this.flush();
    this.#merged = this.#merged ? merge(this.#merged, update) : update;
    if (!this.#timer) this.#tick();
  }

  /** Shows all there is, now. */
  flush(): void {
    const frame = this.#merged;
    if (!frame) return;
    this.#merged = undefined;
    this.#shown = frame;
    this.#emit(frame);
  }

  /** Where a frame begins that shows `update` now to somebody who has seen all frames so far. */
  startOf({ epoch, fromSeq }: Update): number {
    return this.#shown?.epoch === epoch ? this.#shown.seq + 1 : fromSeq;
  }

  close(): void {
    clearTimeout(this.#timer);
  }

  #tick(): void {
    this.#timer = undefined;
    if (!this.#merged) return;
    this.flush();
    this.#timer = setTimeout(() => this.#tick(), this.#intervalMs);
  }
}

function merge(earlier: Update, later: Update): Update {
  const changes = new Map<string, Update['changes'][number]>();
  for (const change of [...earlier.changes, ...later.changes]) {
    changes.set(`${change.roundNumber}.${change.studentId}`, change);
  }
  return { ...later, fromSeq: earlier.fromSeq, changes: [...changes.values()] };
}
