import { type Board, type LiveBoard, type LiveConnection, RollcallError, retryDelayMs } from '@rollcall/client';
import { live } from './live.ts';

export interface WatchedBoard {
  /** Undefined until the first snapshot. */
  board: Board | undefined;
  /** In ms since 1970; undefined while it is live. */
  staleSinceMs: number | undefined;
  /** It can't be watched, such as by somebody who is not in the class. */
  refusal: RollcallError | undefined;
}

/** Whoever comes back so soon, such as by a change of pages, finds the board as it is. */
const LEAVE_AFTER_MS = 2_000;
const nothingYet: WatchedBoard = { board: undefined, staleSinceMs: undefined, refusal: undefined };
const watches = new Map<string, Watch>();

type Connect = () => Promise<Pick<LiveConnection, 'watch' | 'leave'>>;

/** What is known of a session that somebody watches. */
export function watchedBoard(sessionId: string): WatchedBoard {
  return watches.get(sessionId)?.shown ?? nothingYet;
}

/**
 * Watches a session for whoever wants to hear of it; the result ends that. All of a page share one board, and the session
 * is left when nobody has watched it for a while.
 */
export function watchSession(sessionId: string, listener: () => void, connect: Connect = live): () => void {
  const watch = watches.get(sessionId) ?? new Watch(sessionId, connect);
  watches.set(sessionId, watch);
  return watch.add(listener);
}

class Watch {
  shown = nothingYet;
  readonly #sessionId: string;
  readonly #connect: Connect;
  readonly #listeners = new Set<() => void>();
  readonly #stops: (() => void)[] = [];
  #leaveTimer: ReturnType<typeof setTimeout> | undefined;
  #connection: Pick<LiveConnection, 'watch' | 'leave'> | undefined;
  #isOver = false;

  constructor(sessionId: string, connect: Connect) {
    this.#sessionId = sessionId;
    this.#connect = connect;
    void this.#begin();
  }

  add(listener: () => void): () => void {
    // The same function may be there twice, once for each component.
    const hear = () => listener();
    this.#listeners.add(hear);
    clearTimeout(this.#leaveTimer);
    return () => {
      this.#listeners.delete(hear);
      if (this.#listeners.size === 0) this.#leaveTimer = setTimeout(() => this.#end(), LEAVE_AFTER_MS);
    };
  }

  async #begin(): Promise<void> {
    for (let tries = 1; !this.#isOver; tries += 1) {
      try {
        this.#connection = await this.#connect();
        if (this.#isOver) return;
        return this.#follow(await this.#connection.watch(this.#sessionId));
      } catch (error) {
        if (!(error instanceof RollcallError)) throw error;
        if (!error.temporary) return this.#show({ refusal: error });
        await new Promise((resolve) => setTimeout(resolve, retryDelayMs(tries, error.retryAfterSeconds, {})));
      }
    }
  }

  #follow(board: LiveBoard): void {
    // Left while it was being entered.
    if (this.#isOver) {
      this.#leave();
      return;
    }
    this.#stops.push(
      board.onChange((state) => this.#show({ board: state })),
      board.onStale((staleSinceMs) => this.#show({ staleSinceMs })),
      board.onRefused((refusal) => this.#show({ refusal })),
    );
    this.#show({ board: board.state, staleSinceMs: board.staleSinceMs });
  }

  #show(news: Partial<WatchedBoard>): void {
    this.shown = { ...this.shown, ...news };
    for (const listener of this.#listeners) listener();
  }

  #end(): void {
    this.#isOver = true;
    watches.delete(this.#sessionId);
    for (const stop of this.#stops) stop();
    if (this.shown.board) this.#leave();
  }

  #leave(): void {
    // Somebody may have begun to watch again: then the session stays.
    if (watches.has(this.#sessionId)) return;
    this.#connection?.leave(this.#sessionId).catch(() => {}); // a connection that is gone has left by itself
  }
}
