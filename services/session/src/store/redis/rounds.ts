import { randomUUID } from 'node:crypto';
import type { RedisClient } from '@rollcall/service-kit';
import { liveKeys } from './keys.ts';
import { loadLua } from './load-lua.ts';

/** How sessions and rounds open and close for scans. */
export function createRounds(redis: RedisClient) {
  const closeSession = loadLua(redis, 'close-session');
  const openRound = loadLua(redis, 'open-round');
  const endRound = loadLua(redis, 'end-round');
  const toMs = (answer: unknown) => (answer === null ? undefined : Number(answer));

  return {
    /** Refuses scans from now on, or since the planned end; that instant, or undefined without live state. */
    close: async (sessionId: string): Promise<number | undefined> =>
      toMs(await closeSession([liveKeys(sessionId).meta], [])),

    /** Refuses the scans of a round from now on; that instant, or undefined when it is not the last of an active session. */
    endRound: async (sessionId: string, roundNumber: number): Promise<number | undefined> =>
      toMs(await endRound([liveKeys(sessionId).meta], [roundNumber])),

    /** Lets the scans of a round in; false when the session is not active here. */
    async openRound(sessionId: string, roundNumber: number, lateAtMs: number): Promise<boolean> {
      const keys = liveKeys(sessionId);
      const args = [roundNumber, lateAtMs, randomUUID()];
      return (await openRound([keys.meta, keys.wall, keys.codes, keys.issued], args)) === 1;
    },
  };
}
