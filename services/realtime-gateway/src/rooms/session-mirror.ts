import {
  liveSessionSubject,
  type QrCode,
  rpcs,
  type SessionFrame,
  type Snapshot,
  sessionFrame,
} from '@rollcall/contracts';
import { AppError, type Bus, request, subscribeLive, systemTrace } from '@rollcall/service-kit';
import type { Update } from './coalescer.ts';
import { difference } from './difference.ts';
import { Loader } from './loader.ts';
import type { SessionFeed } from './session-feed.ts';
import { SessionState } from './session-state.ts';

/** A missing frame may only be late, and one of a new epoch is told by another, too. */
const GAP_GRACE_MS = 150;
/** What does not run is asked for again when it is older. */
const STILL_STATE_MS = 1_000;
/** More than that is not kept while a snapshot that holds it is on its way. */
const MAX_AHEAD = 1_000;

/**
 * The true state of one session in this process. It hears the session's frames from the beginning, asks for one snapshot,
 * and shows what it hears in order and without gaps; what it missed it takes from another snapshot.
 */
export class SessionMirror {
  readonly #bus: Bus;
  readonly #feed: SessionFeed;
  readonly #loader: Loader<Snapshot>;
  readonly #unsubscribe: () => void;
  readonly #pastEpochs = new Set<string>();
  #state: SessionState | undefined;
  #loadedAtMs = 0;
  /** Updates that overtook others, or are of another epoch. */
  #ahead: Update[] = [];
  /** Codes that may be newer than the snapshot that is on its way. */
  #heardCodes: QrCode[] = [];
  #gapTimer: NodeJS.Timeout | undefined;
  #soonTimer: NodeJS.Timeout | undefined;

  constructor(bus: Bus, feed: SessionFeed, sessionId: string) {
    this.#bus = bus;
    this.#feed = feed;
    this.#loader = new Loader({
      load: () => this.#load(sessionId),
      take: (snapshot) => this.#take(snapshot),
      retryAfter: (error) => this.#retryAfter(error),
    });
    const hear = (frame: SessionFrame) => this.#hear(frame);
    const subscription = subscribeLive(bus, liveSessionSubject(sessionId), sessionFrame, hear);
    this.#unsubscribe = () => subscription.unsubscribe();
    this.#loader.request();
  }

  /** What is known now, undefined before the first snapshot. */
  get state(): SessionState | undefined {
    return this.#state;
  }

  get isLoading(): boolean {
    return this.#loader.isBusy;
  }

  /** The state as it is shown next. Throws what the session service refuses it with, `try_again` when it can't be had. */
  async whenTrue(): Promise<SessionState> {
    const isOld = performance.now() - this.#loadedAtMs > STILL_STATE_MS;
    if (!this.#state || (!this.#state.isRunning && isOld)) this.reload();
    await this.#loader.settled();
    if (!this.#state) throw new AppError('try_again');
    return this.#state;
  }

  /** Takes a new snapshot, unless one is on its way, and shows the difference. */
  reload(): void {
    if (!this.isLoading) this.#loader.request();
  }

  /** Takes a snapshot that is asked for in so many ms. */
  reloadIn(ms: number): void {
    clearTimeout(this.#soonTimer);
    this.#soonTimer = setTimeout(() => this.#loader.request(), ms);
  }

  close(): void {
    this.#unsubscribe();
    this.#loader.close();
    clearTimeout(this.#gapTimer);
    clearTimeout(this.#soonTimer);
    this.#feed.close();
  }

  async #load(sessionId: string): Promise<Snapshot> {
    this.#heardCodes = [];
    // The answer holds whatever was heard of another epoch before it was asked for.
    if (this.#state) this.#dropOtherEpochs(this.#state);
    const trace = systemTrace(this.#bus.ids.unique());
    return (await request(this.#bus, rpcs.session.snapshot, { sessionId }, trace)).snapshot;
  }

  #take(snapshot: Snapshot): void {
    const before = this.#state;
    const now = new SessionState(snapshot);
    for (const code of this.#heardCodes) now.wall.put(code);
    if (before) this.#pastEpochs.add(before.epoch);
    this.#pastEpochs.delete(now.epoch);
    // Frames have overtaken the answer.
    if (before?.epoch === now.epoch && before.seq > now.seq) now.catchUp(before);
    this.#state = now;
    this.#loadedAtMs = performance.now();
    if (before) for (const frame of difference(before, now)) this.#feed.show(frame);
    // Of an epoch that began since the answer was given.
    if (this.#dropOtherEpochs(now)) this.#loader.request();
    this.#showAhead(now);
  }

  /** Before the first snapshot the error is the answer of whoever joins, and nobody else is there. */
  #retryAfter(error: unknown): boolean {
    if (!this.#state) return false;
    this.#bus.log.warn({ err: error, sessionId: this.#state.sessionId }, 'snapshot of a session: again later');
    return true;
  }

  #hear(frame: SessionFrame): void {
    if (frame.event === 'attendance:updated') this.#hearUpdate(frame.data);
    else if (frame.event === 'round:qr-updated') {
      if (this.isLoading) this.#heardCodes.push(frame.data);
      if (this.#state?.wall.put(frame.data)) this.#feed.show(frame);
    } else {
      const isOfRound = frame.event === 'round:started' || frame.event === 'round:ended';
      const isNews = !isOfRound || this.#state?.follow(frame);
      if (isNews) this.#feed.show(frame);
      // Codes, status and epoch are other ones now, and may not be in an answer that is on its way.
      this.#loader.request();
    }
  }

  #hearUpdate(update: Update): void {
    const state = this.#state;
    if (this.#pastEpochs.has(update.epoch) || state?.holds(update)) return;
    if (this.#ahead.length >= MAX_AHEAD) this.#ahead = [];
    this.#ahead.push(update);
    if (state) this.#showAhead(state);
  }

  #showAhead(state: SessionState): void {
    const { seq } = state;
    this.#ahead.sort((one, other) => one.fromSeq - other.fromSeq);
    this.#ahead = this.#ahead.filter((update) => {
      if (state.holds(update)) return false;
      if (!state.follows(update)) return true;
      state.update(update);
      this.#feed.show({ audience: 'all', event: 'attendance:updated', data: update });
      // A round that began unheard.
      if (update.changes.some(({ roundNumber }) => roundNumber > (state.round?.roundNumber ?? roundNumber)))
        this.reload();
      return false;
    });
    this.#watchGap(state.seq > seq);
  }

  #dropOtherEpochs(state: SessionState): boolean {
    const before = this.#ahead.length;
    this.#ahead = this.#ahead.filter(({ epoch }) => epoch === state.epoch);
    return this.#ahead.length < before;
  }

  #watchGap(hasMoved: boolean): void {
    if (this.#ahead.length > 0 && this.#gapTimer && !hasMoved) return;
    clearTimeout(this.#gapTimer);
    this.#gapTimer = undefined;
    if (this.#ahead.length === 0) return;
    this.#gapTimer = setTimeout(() => {
      this.#gapTimer = undefined;
      this.reload();
    }, GAP_GRACE_MS);
  }
}
