import { CONTROL_POLL_MS } from '@rollcall/contracts';
import type { Clock } from '../clock.ts';
import type { Logger } from '../log.ts';

const OVERLAP_MS = 10_000;

export interface EndedPage {
  ended: { sessionId: string; forgetAtMs: number }[];
  nowMs: number;
  more: boolean;
}

/** How a process learns of ended log-in sessions: by asking, and by being told. */
export interface EndedSessionsSource {
  /** Those that ended at or after `sinceMs`, complete until `nowMs`; with `more`, others follow from there. */
  endedSince(sinceMs: number): Promise<EndedPage>;
  isSessionActive(sessionId: string): Promise<boolean>;
}

export interface EndedSessions {
  /** Whether a session has ended. Asks its source while the own knowledge may be incomplete; throws what that throws. */
  hasEnded(sessionId: string): boolean | Promise<boolean>;
  /** Takes in an ending and tells the listeners, once. */
  add(sessionId: string, forgetAtMs: number): void;
  onEnd(listener: (sessionId: string) => void): void;
  /** What is known may be incomplete from now on, until asking succeeds. */
  doubt(): void;
  /** Asks now. */
  ask(): Promise<void>;
  close(): void;
}

/** Keeps the ended sessions whose tokens would still be valid, and asks every five seconds for those it was not told. */
export function createEndedSessions(clock: Clock, source: EndedSessionsSource, log: Logger): EndedSessions {
  const ended = new Map<string, number>();
  const listeners: ((sessionId: string) => void)[] = [];
  let complete = false;
  let doubts = 0;
  let sinceMs = 0;

  function add(sessionId: string, forgetAtMs: number) {
    if (ended.has(sessionId)) return;
    ended.set(sessionId, forgetAtMs);
    for (const listener of listeners) listener(sessionId);
  }

  async function ask() {
    const doubtsBefore = doubts;
    try {
      const untilMs = await takeAllSince(sinceMs);
      sinceMs = Math.max(0, untilMs - OVERLAP_MS);
      complete = doubts === doubtsBefore;
    } catch (error) {
      complete = false;
      log.debug({ err: error }, 'ended sessions: again later');
    }
    for (const [sessionId, forgetAtMs] of ended) if (forgetAtMs < clock.now()) ended.delete(sessionId);
  }

  async function takeAllSince(fromMs: number): Promise<number> {
    for (let askMs = fromMs; ; ) {
      const page = await source.endedSince(askMs);
      for (const { sessionId, forgetAtMs } of page.ended) add(sessionId, forgetAtMs);
      if (!page.more) return page.nowMs;
      if (page.nowMs <= askMs) throw new Error('more sessions ended in one millisecond than a page holds');
      askMs = page.nowMs;
    }
  }

  const timer = setInterval(ask, CONTROL_POLL_MS);
  return {
    hasEnded(sessionId) {
      if (ended.has(sessionId)) return true;
      return complete ? false : source.isSessionActive(sessionId).then((active) => !active);
    },
    add,
    onEnd: (listener) => listeners.push(listener),
    doubt() {
      doubts += 1;
      complete = false;
    },
    ask,
    close: () => clearInterval(timer),
  };
}
