import type { Occurrence, State } from './transitions.ts';

/** A timer that was late by more than this means that the page, or the machine, was asleep. */
const ASLEEP_MS = 5_000;
const HEARTBEAT_MS = 5_000;
/** Longer ones run out at once. */
const LONGEST_TIMER_MS = 2_147_483_647;

/** What a link asks of the place where it runs; tests have their own. */
export interface World {
  /** In ms since 1970. */
  now(): number;
  /** From 0 to 1. */
  random(): number;
  /** Calls once after `ms`, however long; the result prevents it. */
  after(ms: number, call: () => void): () => void;
  /** Calls when there may be news about the connection: the network is back or gone, or this process was asleep. */
  onWake(call: () => void): () => void;
  /** Hears each transition of the link. */
  trace?(state: State, occurrence: Occurrence, next: State): void;
}

/** Browsers and Node alike: the network's events are heard where there is a window. */
export const ownWorld: World = {
  now: () => Date.now(),
  random: () => Math.random(),
  after,
  onWake(call) {
    const stops = [watchSleep(call), hear('online', call), hear('offline', call)];
    return () => {
      for (const stop of stops) stop();
    };
  },
};

function after(ms: number, call: () => void): () => void {
  let timer: ReturnType<typeof setTimeout>;
  const wait = (leftMs: number) => {
    const nowMs = Math.min(Math.max(leftMs, 0), LONGEST_TIMER_MS);
    timer = setTimeout(() => (leftMs > nowMs ? wait(leftMs - nowMs) : call()), nowMs);
  };
  wait(ms);
  return () => clearTimeout(timer);
}

function watchSleep(call: () => void): () => void {
  let dueMs = Date.now() + HEARTBEAT_MS;
  const timer: unknown = setInterval(() => {
    const lateMs = Date.now() - dueMs;
    dueMs = Date.now() + HEARTBEAT_MS;
    if (lateMs > ASLEEP_MS) call();
  }, HEARTBEAT_MS);
  // Where there are processes, none lives on for this.
  (timer as { unref?: () => void }).unref?.();
  return () => clearInterval(timer as ReturnType<typeof setInterval>);
}

function hear(event: 'online' | 'offline', call: () => void): () => void {
  const { addEventListener, removeEventListener } = globalThis as Partial<Pick<EventTarget, keyof EventTarget>>;
  if (!addEventListener || !removeEventListener) return () => {};
  addEventListener.call(globalThis, event, call);
  return () => removeEventListener.call(globalThis, event, call);
}
