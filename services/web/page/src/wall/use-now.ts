import { useEffect, useState } from 'react';
import type { ServerClock } from '../live/server-clock.ts';

/** The server's time, looked at so often; undefined while it is not known. */
export function useNow(clock: ServerClock, everyMs: number): number | undefined {
  const [nowMs, setNowMs] = useState(() => clock.nowMs());
  useEffect(() => {
    const timer = setInterval(() => setNowMs(clock.nowMs()), everyMs);
    return () => clearInterval(timer);
  }, [clock, everyMs]);
  return nowMs;
}
