import { liveSessionSubject, sessionFrame } from '@rollcall/contracts';
import { type Bus, subscribeLive } from '@rollcall/service-kit';
import type { RealtimeServer } from '../sockets/realtime/types.ts';
import { SessionFeed } from './session-feed.ts';

interface Watch {
  feed: SessionFeed;
  sockets: Set<string>;
  unsubscribe(): void;
}

/** The sessions that sockets of this process are in: their frames are heard from the first socket to the last. */
export class SessionWatches {
  readonly #bus: Bus;
  readonly #io: RealtimeServer;
  readonly #watches = new Map<string, Watch>();

  constructor(bus: Bus, io: RealtimeServer) {
    this.#bus = bus;
    this.#io = io;
  }

  enter(sessionId: string, socketId: string): SessionFeed {
    const watch = this.#watches.get(sessionId) ?? this.#open(sessionId);
    watch.sockets.add(socketId);
    return watch.feed;
  }

  leave(sessionId: string, socketId: string): void {
    const watch = this.#watches.get(sessionId);
    if (!watch?.sockets.delete(socketId) || watch.sockets.size > 0) return;
    this.#watches.delete(sessionId);
    watch.unsubscribe();
    watch.feed.close();
  }

  #open(sessionId: string): Watch {
    const feed = new SessionFeed(this.#io, sessionId);
    const subscription = subscribeLive(this.#bus, liveSessionSubject(sessionId), sessionFrame, (frame) =>
      feed.show(frame),
    );
    const watch = { feed, sockets: new Set<string>(), unsubscribe: () => subscription.unsubscribe() };
    this.#watches.set(sessionId, watch);
    return watch;
  }
}
