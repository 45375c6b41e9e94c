import { routes } from '@rollcall/contracts';
import { useMutation } from '@tanstack/react-query';
import { useEffect, useState } from 'react';
import { call } from '../api/call.ts';
import { outdate } from '../api/query.ts';

const FORGET_MS = 8_000;

export interface NextRound {
  /** Whether it waits for a second press, since a round ends with the first. */
  isAsked: boolean;
  error: Error | null;
  ask: () => void;
  forget: () => void;
}

/** The next round by two presses of a key; the question goes away by itself. */
export function useNextRound(sessionId: string): NextRound {
  const [isAsked, setIsAsked] = useState(false);
  const start = useMutation({
    mutationFn: () => call(routes.startRound, { ids: { id: sessionId } }),
    onSettled: () => outdate(routes.getSession),
  });
  useEffect(() => {
    if (!isAsked) return;
    const timer = setTimeout(() => setIsAsked(false), FORGET_MS);
    return () => clearTimeout(timer);
  }, [isAsked]);
  return {
    isAsked,
    error: start.error,
    ask() {
      if (isAsked && !start.isPending) start.mutate();
      else start.reset();
      setIsAsked(!isAsked);
    },
    forget() {
      start.reset();
      setIsAsked(false);
    },
  };
}
