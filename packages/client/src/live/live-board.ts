import type { Snapshot } from '@rollcall/contracts';
import { retryDelayMs } from '../retry.ts';
import { RollcallError } from '../rollcall-error.ts';
import { applyUpdate, type Board, boardFrom, type UpdateFrame } from './board.ts';
import { Handlers } from './handlers.ts';

/** A missing frame may only be late. */
const GAP_GRACE_MS = 100;
const GAP_SPREAD_MS = 150;
/** A hall of students hears of an end or a reconnection at once, and should not ask at once: time for each of them. */
const PER_STUDENT_MS = 5;
const SOON_MS = 10_000;
const NOW_MS = 1_000;
/** Frames that do not fit even the third snapshot belong to an epoch that is over. */
const SNAPSHOTS_FOR_A_GAP = 3;

/** A session's board that keeps itself true over missed frames, reconnections and rebuilt sessions. */
export interface LiveBoard {
  readonly state: Board;
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
  close(): void;
}

/** Keeps a board from its first snapshot on; `takeSnapshot` asks for further ones. */
export function createBoardKeeper(first: Snapshot, takeSnapshot: () => Promise<Snapshot>): BoardKeeper {
  const changes = new Handlers<Board>();
  const refusals = new Handlers<RollcallError>();
  let state = boardFrom(first);
  let pending: UpdateFrame[] = [];
  let outdated = false;
  let resyncing = false;
  let closed = false;
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
      if (behind()) await pause(retryDelayMs(tries, error?.retryAfterSeconds, {}));
    }
    resyncing = false;
  }

  async function trySnapshot(): Promise<RollcallError | undefined> {
    outdated = false;
    try {
      const snapshot = await takeSnapshot();
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
    show,
    update(frame) {
      if (state.status === 'ended' && frame.epoch !== state.epoch) return;
      pending.push(frame);
      applyPending();
      if (pending.length > 0) resync(GAP_GRACE_MS + Math.random() * GAP_SPREAD_MS);
    },
    refresh(when) {
      outdated = true;
      const boundMs = when === 'now' ? NOW_MS : SOON_MS;
      // Teachers alone see the code on the wall.
      const spreadMs = state.qr ? 0 : Math.min(boundMs, state.summary.total * PER_STUDENT_MS);
      if (resyncing) wake();
      else resync(Math.random() * spreadMs);
    },
    onChange: (handler) => changes.add(handler),
    onRefused: (handler) => refusals.add(handler),
    close() {
      closed = true;
      wake();
    },
  };
}
