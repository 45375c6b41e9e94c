import type { RedisClient } from '@rollcall/service-kit';
import { liveKeys } from './keys.ts';
import { loadLua } from './load-lua.ts';

/** Longer than the loading of a roster may take. */
const REMEMBER_LEFT_SECONDS = 60;

/** Who comes and goes while a session is open. */
export function createLiveRoster(redis: RedisClient) {
  const enterRoster = loadLua(redis, 'enter-roster');
  const leaveRoster = loadLua(redis, 'leave-roster');

  return {
    /** Another one after each removal. Ask for it, then ask class, then {@link enter}. */
    async rosterVersion(sessionId: string): Promise<string> {
      const [epoch, removals] = await redis.hmget(liveKeys(sessionId).meta, 'epoch', 'removals');
      return `${epoch ?? ''}:${removals ?? '0'}`;
    },

    /** Puts a student on the roster; false when somebody was removed since `rosterVersion`. */
    async enter(sessionId: string, studentId: string, rosterVersion: string): Promise<boolean> {
      const keys = liveKeys(sessionId);
      return (await enterRoster([keys.meta, keys.roster, keys.outsiders, keys.left], [studentId, rosterVersion])) === 1;
    },

    /** Keeps the device that is bound to a student now. */
    async noteDevice(sessionId: string, studentId: string, device: string): Promise<void> {
      await redis.hset(liveKeys(sessionId).devices, studentId, device);
    },

    /** Takes a student off the roster; a mark stays, and with it the student in the total. */
    async leave(sessionId: string, studentId: string, roundNumbers: number[]): Promise<void> {
      const keys = liveKeys(sessionId);
      await leaveRoster(
        [keys.meta, keys.roster, keys.outsiders, keys.left, ...roundNumbers.map(keys.marks)],
        [studentId, REMEMBER_LEFT_SECONDS],
      );
    },
  };
}
