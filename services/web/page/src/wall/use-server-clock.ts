import { routes } from '@rollcall/contracts';
import { useEffect, useState } from 'react';
import { call } from '../api/call.ts';
import { createServerClock, type ServerClock } from '../live/server-clock.ts';

/** The server's time, by what it says of the codes on the wall; asked for again when the window comes back from sleep. */
export function useServerClock(sessionId: string): ServerClock {
  const [clock] = useState(() => createServerClock());
  useEffect(() => {
    const ask = () => {
      if (document.visibilityState === 'visible') void askForTime(sessionId, clock);
    };
    ask();
    document.addEventListener('visibilitychange', ask);
    return () => document.removeEventListener('visibilitychange', ask);
  }, [sessionId, clock]);
  return clock;
}

async function askForTime(sessionId: string, clock: ServerClock): Promise<void> {
  // Without an answer the codes themselves tell the time, as each of them comes.
  const status = await call(routes.qrStatus, { ids: { id: sessionId } }).catch(() => undefined);
  for (const { expiresAt, secondsLeft } of status?.slots ?? []) {
    // Of one that is over it says no more than 0.
    if (secondsLeft > 0) clock.hear(Date.parse(expiresAt) - secondsLeft * 1000);
  }
}
