import { useCallback, useEffect, useMemo, useRef, useState } from 'react';

const STILL_AFTER_MS = 4_000;

export interface Hold {
  isHeld: boolean;
  /** Somebody points, or presses a key: nothing moves for a while. */
  touch: () => void;
  release: () => void;
}

/** Whether somebody is about to hit something that must not move away. */
export function useHold(): Hold {
  const [isHeld, setIsHeld] = useState(false);
  const timer = useRef<ReturnType<typeof setTimeout>>(undefined);
  const release = useCallback(() => {
    clearTimeout(timer.current);
    setIsHeld(false);
  }, []);
  const touch = useCallback(() => {
    clearTimeout(timer.current);
    timer.current = setTimeout(() => setIsHeld(false), STILL_AFTER_MS);
    setIsHeld(true);
  }, []);
  useEffect(() => release, [release]);
  return useMemo(() => ({ isHeld, touch, release }), [isHeld, touch, release]);
}
