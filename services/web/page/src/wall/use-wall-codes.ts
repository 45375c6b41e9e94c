import { type Board, RollcallError } from '@rollcall/client';
import { type QrCode, routes } from '@rollcall/contracts';
import { useCallback, useEffect, useRef, useState } from 'react';
import { call } from '../api/call.ts';
import { outdate } from '../api/query.ts';
import type { ServerClock } from '../live/server-clock.ts';
import { codesOf, isOverdue, newestCodes } from './codes.ts';

const LOOK_MS = 500;
/** A code whose successor has not come by then is asked for. */
const LATE_MS = 1_000;
const PAUSE_MS = 2_000;

interface Wanted {
  sessionId: string;
  board: Board | undefined;
  isStale: boolean;
  /** Whether there is a round that has codes. */
  isOpen: boolean;
  clock: ServerClock;
}

/** The codes to show: as they are told live, and asked for while nothing is told or a successor is overdue. */
export function useWallCodes({ sessionId, board, isStale, isOpen, clock }: Wanted): readonly QrCode[] {
  const [codes, setCodes] = useState<readonly QrCode[]>([]);
  const take = useCallback(
    (news: readonly QrCode[]) => {
      for (const { issuedAt } of news) clock.hear(Date.parse(issuedAt));
      setCodes((shown) => newestCodes(shown, news));
    },
    [clock],
  );
  const told = codesOf(board);
  useEffect(() => {
    if (told) take(told);
  }, [told, take]);

  const isWanted = useRef<() => boolean>(() => false);
  useEffect(() => {
    isWanted.current = () => {
      const nowMs = clock.nowMs() ?? 0;
      return isStale || codes.length === 0 || codes.some((code) => isOverdue(code, nowMs, LATE_MS));
    };
  });
  useEffect(() => {
    if (!isOpen) return;
    return everyPause(
      () => isWanted.current(),
      () => askForCodes(sessionId, take),
    );
  }, [sessionId, isOpen, take]);
  return codes;
}

/** Acts while it is wanted, once at a time, with a pause after each. */
function everyPause(isWanted: () => boolean, act: () => Promise<void>): () => void {
  let notBeforeMs = 0;
  const timer = setInterval(async () => {
    if (performance.now() < notBeforeMs || !isWanted()) return;
    notBeforeMs = Number.POSITIVE_INFINITY;
    await act();
    notBeforeMs = performance.now() + PAUSE_MS;
  }, LOOK_MS);
  return () => clearInterval(timer);
}

async function askForCodes(sessionId: string, take: (news: readonly QrCode[]) => void): Promise<void> {
  try {
    take((await call(routes.getQr, { ids: { id: sessionId } })).codes);
  } catch (error) {
    // The session or its round may be over, which nobody could tell; anything else is tried again.
    if (error instanceof RollcallError && !error.temporary) await outdate(routes.getSession);
  }
}
