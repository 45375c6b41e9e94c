import type { serverEvents } from '@rollcall/contracts';
import type { z } from 'zod';

export type Update = z.infer<(typeof serverEvents)['attendance:updated']>;

/** How far a session's updates have come. */
export interface Position {
  epoch: string;
  seq: number;
}

/**
 * Merges the updates of one session into at most one frame an interval, the first at once. Updates that overtook others
 * on their way wait for them until a frame is due; then the gap is shown, and who sees it takes a snapshot. A new epoch
 * begins a new frame.
 */
export class Coalescer {
  readonly #intervalMs: number;
  readonly #emit: (update: Update) => void;
  #taken: Position | undefined;
  #merged: Update | undefined;
  #ahead: Update[] = [];
  #timer: NodeJS.Timeout | undefined;
  /** The end of the last frame. */
  shown: Position | undefined;

  constructor(intervalMs: number, emit: (update: Update) => void) {
    this.#intervalMs = intervalMs;
    this.#emit = emit;
  }

  /** Before the first update: what a snapshot holds, so that the update after it is known when another overtakes it. */
  expectAfter(position: Position): void {
    this.#taken ??= position;
    this.shown ??= position;
  }

  add(update: Update): void {
    if (this.#taken?.epoch !== update.epoch) {
      this.flush();
      this.#take(update);
    } else if (this.#follows(update)) this.#take(update);
    else if (update.seq > this.#taken.seq) this.#ahead.push(update);
    else return;
    if (!this.#timer) this.#tick();
  }

  /** Shows all there is, now. */
  flush(): void {
    do this.#show();
    while (this.#skipGap());
  }

  /** Where a frame begins that shows `update` now to somebody who has seen all frames so far. */
  startOf(update: Update): number {
    const { shown } = this;
    return shown?.epoch === update.epoch && this.#follows(update) ? shown.seq + 1 : update.fromSeq;
  }

  close(): void {
    clearTimeout(this.#timer);
  }

  #follows(update: Update): boolean {
    return this.#taken !== undefined && update.fromSeq <= this.#taken.seq + 1 && update.seq > this.#taken.seq;
  }

  #take(update: Update): void {
    this.#merged = this.#merged ? merge(this.#merged, update) : update;
    this.#taken = { epoch: update.epoch, seq: update.seq };
    const next = this.#ahead.findIndex((other) => this.#follows(other));
    for (const follower of next < 0 ? [] : this.#ahead.splice(next, 1)) this.#take(follower);
  }

  #tick(): void {
    this.#timer = undefined;
    const hadNothing = this.#merged === undefined;
    this.#show();
    if (hadNothing && this.#ahead.length === 0) return;
    this.#timer = setTimeout(() => {
      if (!this.#merged) this.#skipGap();
      this.#tick();
    }, this.#intervalMs);
  }

  #show(): void {
    const frame = this.#merged;
    if (!frame) return;
    this.#merged = undefined;
    this.shown = { epoch: frame.epoch, seq: frame.seq };
    this.#emit(frame);
  }

  #skipGap(): boolean {
    const first = this.#ahead.sort((a, b) => a.fromSeq - b.fromSeq).shift();
    if (first) this.#take(first);
    return first !== undefined;
  }
}

function merge(earlier: Update, later: Update): Update {
  const changes = new Map<string, Update['changes'][number]>();
  for (const change of [...earlier.changes, ...later.changes]) {
    changes.set(`${change.roundNumber}.${change.studentId}`, change);
  }
  return { ...later, fromSeq: earlier.fromSeq, changes: [...changes.values()] };
}
