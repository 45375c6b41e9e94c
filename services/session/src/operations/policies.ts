import type { SessionPolicy } from '@rollcall/contracts';
import { LRUCache } from 'lru-cache';
import type { Sessions } from '../store/sessions.ts';

const REMEMBERED = 10_000;

/** The policies of sessions, remembered: they do not change. */
export interface Policies {
  get(sessionId: string): Promise<SessionPolicy | undefined>;
}

export function createPolicies(sessions: Pick<Sessions, 'get'>): Policies {
  const remembered = new LRUCache<string, SessionPolicy>({ max: REMEMBERED });
  return {
    async get(sessionId) {
      const known = remembered.get(sessionId);
      if (known) return known;
      const policy = (await sessions.get(sessionId))?.policy;
      if (policy) remembered.set(sessionId, policy);
      return policy;
    },
  };
}
