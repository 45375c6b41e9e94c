import { useEffect, useState } from 'react';

const LONG_MS = 300;

/** Whether something has been going on for so long that people should be told. */
export function useIsLong(isGoingOn: boolean, longMs = LONG_MS): boolean {
  const [isLong, setIsLong] = useState(false);
  useEffect(() => {
    if (!isGoingOn) return;
    const timer = setTimeout(() => setIsLong(true), longMs);
    return () => {
      clearTimeout(timer);
      setIsLong(false);
    };
  }, [isGoingOn, longMs]);
  return isLong;
}
