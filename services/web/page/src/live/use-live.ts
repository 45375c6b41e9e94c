import type { Board, LinkState, RollcallError } from '@rollcall/client';
import type { ServerEvent, serverEvents } from '@rollcall/contracts';
import { useEffect, useRef, useState, useSyncExternalStore } from 'react';
import type { z } from 'zod';
import { currentLinkState, live, onLinkState } from './live.ts';

export function useLinkState(): LinkState {
  return useSyncExternalStore(onLinkState, currentLinkState);
}

/** Hears an event of the server for as long as the component is there. */
export function useLiveEvent<Event extends ServerEvent>(
  event: Event,
  handler: (data: z.output<(typeof serverEvents)[Event]>) => void,
): void {
  const latest = useRef(handler);
  useEffect(() => {
    latest.current = handler;
  });
  useEffect(() => {
    let stop: (() => void) | undefined;
    let isGone = false;
    live().then(
      (connection) => {
        if (!isGone) stop = connection.on(event, (data) => latest.current(data));
      },
      () => {}, // refused for good: the page works without it
    );
    return () => {
      isGone = true;
      stop?.();
    };
  }, [event]);
}

export interface WatchedBoard {
  /** Undefined until the first snapshot. */
  board: Board | undefined;
  /** In ms since 1970; undefined while it is live. */
  staleSinceMs: number | undefined;
  /** It can't be watched, such as by somebody who is not in the class. */
  refusal: RollcallError | undefined;
}

/** The board of a session, kept true by the gateway: after sleep, flight mode and restarts of servers too. */
export function useBoard(sessionId: string): WatchedBoard {
  const [watched, setWatched] = useState<WatchedBoard>({
    board: undefined,
    staleSinceMs: undefined,
    refusal: undefined,
  });
  useEffect(() => {
    let isGone = false;
    const stops: (() => void)[] = [];
    const show = (news: Partial<WatchedBoard>) => !isGone && setWatched((before) => ({ ...before, ...news }));
    live()
      .then(async (connection) => {
        const keeper = await connection.watch(sessionId);
        if (isGone) return;
        show({ board: keeper.state, staleSinceMs: keeper.staleSinceMs });
        stops.push(
          keeper.onChange((board) => show({ board })),
          keeper.onStale((staleSinceMs) => show({ staleSinceMs })),
          keeper.onRefused((refusal) => show({ refusal })),
        );
      })
      .catch((refusal: RollcallError) => show({ refusal }));
    return () => {
      isGone = true;
      for (const stop of stops) stop();
    };
  }, [sessionId]);
  return watched;
}
