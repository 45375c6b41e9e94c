import type { ServerEvent, serverEvents } from '@rollcall/contracts';
import { useCallback, useEffect, useRef, useSyncExternalStore } from 'react';
import type { z } from 'zod';
import { live } from './live.ts';
import { type WatchedBoard, watchedBoard, watchSession } from './watched-sessions.ts';

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

/** The board of a session, kept true by the gateway: after sleep, flight mode and restarts of servers too. */
export function useBoard(sessionId: string): WatchedBoard {
  const subscribe = useCallback((listener: () => void) => watchSession(sessionId, listener), [sessionId]);
  return useSyncExternalStore(subscribe, () => watchedBoard(sessionId));
}
