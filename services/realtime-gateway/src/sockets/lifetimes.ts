import { AppError, type Caller, type Clock, type TokenGuard } from '@rollcall/service-kit';

const LONGEST_TIMER_MS = 2_147_483_647;

/** Ends sockets with the log-in that opened them: at its token's expiry, and when auth ends it. */
export class Lifetimes {
  readonly #guard: TokenGuard;
  readonly #clock: Clock;
  readonly #ends = new Map<string, Set<() => void>>();

  constructor(guard: TokenGuard, clock: Clock) {
    this.#guard = guard;
    this.#clock = clock;
    guard.onSessionEnd((sessionId) => {
      for (const end of [...(this.#ends.get(sessionId) ?? [])]) end();
    });
  }

  /** Calls `end` when the caller's token is good no longer. Returns how to stop watching. */
  watch({ sessionId, expiresAtMs }: Caller, token: string, end: () => void): () => void {
    this.#ends.set(sessionId, (this.#ends.get(sessionId) ?? new Set()).add(end));
    const stopTimer = callAt(this.#clock, expiresAtMs, end);
    // The log-in may have ended between the first look at the token and now.
    this.#guard.verify(token).catch((error) => {
      if (error instanceof AppError && error.code === 'unauthorized') end();
    });
    return () => {
      stopTimer();
      const ends = this.#ends.get(sessionId);
      ends?.delete(end);
      if (ends?.size === 0) this.#ends.delete(sessionId);
    };
  }
}

function callAt(clock: Clock, timeMs: number, call: () => void): () => void {
  let timer: NodeJS.Timeout;
  const wait = () => {
    const leftMs = timeMs - clock.now();
    timer = leftMs > 0 ? setTimeout(wait, Math.min(leftMs, LONGEST_TIMER_MS)) : setTimeout(call, 0);
  };
  wait();
  return () => clearTimeout(timer);
}
