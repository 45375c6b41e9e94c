import type { Bus, TokenAuthority } from '@rollcall/service-kit';
import { isSessionActive } from './policies/is-session-active.ts';
import type { Stores } from './store/stores.ts';

/** The issuer as its own guard sees it: from the store. */
export function ownAuthority(stores: Stores, bus: Bus): TokenAuthority {
  return {
    publicKeys: () => stores.signingKeys.publicKeys(new Date(bus.clock.now())),
    async endedSince(sinceMs) {
      // Without NATS this process is not told of endings elsewhere: no answer here makes it look up each session.
      bus.requireUp();
      return stores.logInSessions.endedSince(sinceMs, bus.clock.now());
    },
    isSessionActive: (sessionId) => isSessionActive(stores, sessionId, bus.clock.now()),
  };
}
