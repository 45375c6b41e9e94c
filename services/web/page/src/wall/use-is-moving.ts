import { useEffect, useState } from 'react';

const STILL_AFTER_MS = 2_500;

/** Whether somebody moves the pointer over the window, or did so a moment ago. */
export function useIsMoving(): boolean {
  const [isMoving, setIsMoving] = useState(false);
  useEffect(() => {
    let timer: ReturnType<typeof setTimeout> | undefined;
    const move = () => {
      setIsMoving(true);
      clearTimeout(timer);
      timer = setTimeout(() => setIsMoving(false), STILL_AFTER_MS);
    };
    addEventListener('pointermove', move);
    addEventListener('pointerdown', move);
    return () => {
      clearTimeout(timer);
      removeEventListener('pointermove', move);
      removeEventListener('pointerdown', move);
    };
  }, []);
  return isMoving;
}
