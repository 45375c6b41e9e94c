import type { Snapshot } from '@rollcall/contracts';
import { applyQr } from './board.ts';
import { type Link, type LiveOptions, openLink } from './link.ts';
import { type BoardKeeper, createBoardKeeper, type LiveBoard } from './live-board.ts';
import { ownWorld, type World } from './world.ts';

export interface LiveConnection extends Link {
  /** Enters a session and resolves with its true state now. After a reconnection the session is entered again by itself. */
  join(sessionId: string): Promise<Snapshot>;
  /** Enters a session and keeps its board true until it is left. */
  watch(sessionId: string): Promise<LiveBoard>;
  leave(sessionId: string): Promise<void>;
}

type News = (keeper: BoardKeeper) => void;

/**
 * Connects to the live side of a Rollcall (Socket.IO, WebSocket transport only). Rejects with RollcallError when the first
 * attempt is refused or meets nobody; later interruptions heal by themselves.
 */
export async function connectLive(options: LiveOptions, world: World = ownWorld): Promise<LiveConnection> {
  const link = await openLink(options, world);
  const keepers = new Map<string, BoardKeeper>();
  // What comes between the request to join and its answer is newer than the snapshot, or in it.
  const early = new Map<string, News[]>();

  const takeSnapshot = (sessionId: string) => link.emit('session:join', { sessionId });

  function tell(sessionId: string, news: News) {
    const keeper = keepers.get(sessionId);
    if (keeper) news(keeper);
    else early.get(sessionId)?.push(news);
  }

  async function enter(sessionId: string): Promise<{ snapshot: Snapshot; keeper: BoardKeeper }> {
    if (!early.has(sessionId)) early.set(sessionId, []);
    try {
      const snapshot = await takeSnapshot(sessionId);
      return { snapshot, keeper: keepers.get(sessionId) ?? keep(sessionId, snapshot) };
    } finally {
      early.delete(sessionId);
    }
  }

  function keep(sessionId: string, snapshot: Snapshot): BoardKeeper {
    const keeper = createBoardKeeper(snapshot, () => takeSnapshot(sessionId));
    keeper.onRefused(() => forget(sessionId));
    keepers.set(sessionId, keeper);
    for (const news of early.get(sessionId) ?? []) news(keeper);
    return keeper;
  }

  function forget(sessionId: string) {
    keepers.get(sessionId)?.close();
    keepers.delete(sessionId);
  }

  link.on('attendance:updated', (frame) => tell(frame.sessionId, (keeper) => keeper.update(frame)));
  link.on('round:qr-updated', (qr) => tell(qr.sessionId, (keeper) => keeper.show(applyQr(keeper.state, qr))));
  link.on('round:started', ({ sessionId }) => tell(sessionId, (keeper) => keeper.refresh('soon')));
  link.on('round:ended', ({ sessionId }) => tell(sessionId, (keeper) => keeper.refresh('soon')));
  link.on('session:ended', ({ sessionId }) => tell(sessionId, (keeper) => keeper.refresh('soon')));
  link.on('session:cancelled', ({ sessionId }) => tell(sessionId, (keeper) => keeper.refresh('soon')));
  link.onState((state) => {
    for (const keeper of keepers.values()) {
      if (state === 'connected') keeper.refresh('now');
      else keeper.interrupt();
    }
  });

  return {
    get state() {
      return link.state;
    },
    onState: link.onState,
    emit: link.emit,
    on: link.on,
    setToken: link.setToken,
    join: async (sessionId) => (await enter(sessionId)).snapshot,
    watch: async (sessionId) => (await enter(sessionId)).keeper,
    async leave(sessionId) {
      forget(sessionId);
      await link.emit('session:leave', { sessionId });
    },
    close() {
      for (const sessionId of [...keepers.keys()]) forget(sessionId);
      link.close();
    },
  };
}
