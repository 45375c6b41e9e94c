import type { Redis } from 'ioredis';
import { liveKeys } from './keys.ts';
import { loadLua } from './load-lua.ts';

export interface WallCode {
  rotated: boolean;
  sealed: string;
  issuedAtMs: number;
  dueAtMs: number;
}

/** The code on the wall. */
export function createWallCodes(redis: Redis) {
  const rotateCode = loadLua(redis, 'rotate-code');

  return {
    /** Puts a new code on the wall (with `onlyIfDue`: unless the current one is good); undefined when no such round is active. */
    async rotate(
      sessionId: string,
      roundNumber: number,
      code: { hash: string; sealed: string },
      onlyIfDue: boolean,
    ): Promise<WallCode | undefined> {
      const keys = liveKeys(sessionId);
      const answer = (await rotateCode(
        [keys.meta, keys.qr],
        [roundNumber, code.hash, code.sealed, onlyIfDue ? '1' : '0'],
      )) as string[];
      const [rotated, sealed, issuedAtMs, dueAtMs] = answer;
      if (sealed === undefined) return undefined;
      return { rotated: rotated === '1', sealed, issuedAtMs: Number(issuedAtMs), dueAtMs: Number(dueAtMs) };
    },
  };
}
