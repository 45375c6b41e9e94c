import type { Snapshot } from '@rollcall/contracts';
import { retryDelayMs } from '../retry.ts';
import { RollcallError } from '../rollcall-error.ts';
import { applyUpdate, type Board, boardFrom, type UpdateFrame } from './board.ts';
import { Handlers } from './handlers.ts';

/** A missing frame may only be late. */
const GAP_GRACE_MS = 100;
const SHORTEST_SPREAD_MS = 150;
/** A hall of students hears of a gap, an end or a reconnection at once, and should not ask at once: time for each of them. */
const PER_STUDENT_MS = 5;
const SOON_MS = 10_000;
const NOW_MS = 1_000;
/** Frames that do not fit even the third snapshot belong to an epoch that is over. */
const SNAPSHOTS_FOR_A_GAP = 3;

/** A session's board that keeps itself true over missed frames, reconnections and rebuilt sessions. */
export interface LiveBoard {
  readonly state: Board;
  /**
   * Since when the state may no longer be the true one, in ms since 1970: the connection was lost, or frames are missing.
   * Undefined while it is live. What heals within a second or two is not worth a word to people.
   */
  readonly staleSinceMs: number | undefined;
  /** Hears that the board is live again, or since when it is not; the result ends it. */
  onStale(handler: (staleSinceMs: number | undefined) => void): () => void;
  /** Hears every change of the state; the result ends it. */
  onChange(handler: (state: Board) => void): () => void;
  /** Hears that the session can't be watched any more, and why; the result ends it. */
  onRefused(handler: (error: RollcallError) => void): () => void;
}

export interface BoardKeeper extends LiveBoard {
  show(next: Board): void;
  update(frame: UpdateFrame): void;
  /** Takes a snapshot: a teacher's board at once, a student's at a moment of a time that grows with the hall. */
  refresh(when: 'now' | 'soon'): void;
  /** Nothing is heard from now on, until a refresh. */
  interrupt(): void;
  close(): void;
}

/** Keeps a board from its first snapshot on; `takeSnapshot` asks for further ones. */
export function createBoardKeeper(first: Snapshot, takeSnapshot: () => Promise<Snapshot>): BoardKeeper {
  const changes = new Handlers<Board>();
  const refusals = new Handlers<RollcallError>();
  const staleness = new Handlers<number | undefined>();
  let state = boardFrom(first);
  let pending: UpdateFrame[] = [];
  let outdated = false;
  let resyncing = false;
  let interrupted = false;
  let closed = false;
  let staleSinceMs: number | undefined;
  let wake = () => {};

  function show(next: Board) {
    if (next === state || closed) return;
    state = next;
    changes.call(state);
  }

  function applyPending() {
    pending.sort((a, b) => a.fromSeq - b.fromSeq);
    pending = pending.filter((frame) => {
      const next = applyUpdate(state, frame);
      if (next) show(next);
      return !next;
    });
  }

  function noteStaleness() {
    const isStale = closed || interrupted || pending.length > 0;
    if (isStale === (staleSinceMs !== undefined)) return;
    staleSinceMs = isStale ? Date.now() : undefined;
    staleness.call(staleSinceMs);
  }

  /** A moment for this board: a teacher's soon, a student's within a time that grows with the hall. */
  function spreadMs(boundMs: number) {
    // Teachers alone see the code on the wall.
    return state.qr ? 0 : Math.min(boundMs, state.summary.total * PER_STUDENT_MS);
  }

  function pause(ms: number): Promise<void> {
    return new Promise((resolve) => {
      const timer = setTimeout(resolve, ms);
      wake = () => {
        clearTimeout(timer);
        resolve();
      };
    });
  }

  const behind = () => !closed && (outdated || pending.length > 0);

  async function resync(delayMs: number): Promise<void> {
    if (resyncing) return;
    resyncing = true;
    await pause(delayMs);
    for (let tries = 1; behind(); tries += 1) {
      const error = await trySnapshot();
      if (error && !error.temporary) {
        pending = [];
        refusals.call(error);
      }
      if (!error && tries >= SNAPSHOTS_FOR_A_GAP) pending = [];
      noteStaleness();
      if (behind()) await pause(retryDelayMs(tries, error?.retryAfterSeconds, {}));
    }
    resyncing = false;
  }

  async function trySnapshot(): Promise<RollcallError | undefined> {
    outdated = false;
    try {
      const snapshot = await takeSnapshot();
      interrupted = false;
      show(boardFrom(snapshot));
      applyPending();
    } catch (error) {
      if (!(error instanceof RollcallError)) throw error;
      outdated = error.temporary;
      return error;
    }
  }

  return {
    get state() {
      return state;
    },
    get staleSinceMs() {
      return staleSinceMs;
    },
    show,
    update(frame) {
      if (state.status === 'ended' && frame.epoch !== state.epoch) return;
      pending.push(frame);
      applyPending();
      noteStaleness();
      if (pending.length > 0) resync(GAP_GRACE_MS + Math.random() * Math.max(SHORTEST_SPREAD_MS, spreadMs(NOW_MS)));
    },
    refresh(when) {
      outdated = true;
      if (resyncing) wake();
      else resync(Math.random() * spreadMs(when === 'now' ? NOW_MS : SOON_MS));
    },
    interrupt() {
      interrupted = true;
      noteStaleness();
    },
    onStale: (handler) => staleness.add(handler),
    onChange: (handler) => changes.add(handler),
    onRefused: (handler) => refusals.add(handler),
    close() {
      closed = true;
      noteStaleness();
      wake();
    },
  };
}
