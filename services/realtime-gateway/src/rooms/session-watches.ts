import { randomInt } from 'node:crypto';
import type { Bus, Repeated } from '@rollcall/service-kit';
import type { RealtimeServer } from '../sockets/realtime/types.ts';
import type { Update } from './coalescer.ts';
import { checkPositions } from './position-checks.ts';
import { SessionFeed } from './session-feed.ts';
import { SessionMirror } from './session-mirror.ts';

const RELOAD_SPREAD_MS = 500;

/** How far a session had come at one moment. */
export type Stand = Pick<Update, 'epoch' | 'seq' | 'summary'>;

interface Watch {
  mirror: SessionMirror;
  sockets: Set<string>;
}

/** The sessions that sockets of this process are in: each has its mirror from the first socket to the last. */
export class SessionWatches {
  readonly #bus: Bus;
  readonly #io: RealtimeServer;
  readonly #watches = new Map<string, Watch>();
  readonly #checks: Repeated;

  constructor(bus: Bus, io: RealtimeServer) {
    this.#bus = bus;
    this.#io = io;
    this.#checks = checkPositions(bus, () => this.#mirrors());
    // While NATS was away frames may have been lost.
    bus.onReconnect(() => {
      for (const mirror of this.#mirrors()) mirror.reloadIn(randomInt(RELOAD_SPREAD_MS));
    });
  }

  enter(sessionId: string, socketId: string): SessionMirror {
    const watch = this.#watches.get(sessionId) ?? this.#open(sessionId);
    watch.sockets.add(socketId);
    return watch.mirror;
  }

  /** Where a session that a socket is in stands now; undefined before it is known. */
  standOf(sessionId: string): Stand | undefined {
    const state = this.#watches.get(sessionId)?.mirror.state;
    return state && { epoch: state.epoch, seq: state.seq, summary: state.summary };
  }

  leave(sessionId: string, socketId: string): void {
    const watch = this.#watches.get(sessionId);
    if (!watch?.sockets.delete(socketId) || watch.sockets.size > 0) return;
    this.#watches.delete(sessionId);
    watch.mirror.close();
  }

  async close(): Promise<void> {
    for (const mirror of this.#mirrors()) mirror.close();
    this.#watches.clear();
    await this.#checks.close();
  }

  #open(sessionId: string): Watch {
    const mirror = new SessionMirror(this.#bus, new SessionFeed(this.#io, sessionId), sessionId);
    const watch = { mirror, sockets: new Set<string>() };
    this.#watches.set(sessionId, watch);
    return watch;
  }

  *#mirrors(): Iterable<SessionMirror> {
    for (const { mirror } of this.#watches.values()) yield mirror;
  }
}
