import { rpcs } from '@rollcall/contracts';
import type { Bus } from '../nats/bus.ts';
import { onControl } from '../nats/control.ts';
import { request } from '../nats/rpc.ts';
import { systemTrace } from '../trace.ts';
import { createEndedSessions, type EndedSessions, type EndedSessionsSource } from './ended-sessions.ts';
import { createKeyRing } from './key-ring.ts';
import { createVerifier, type TokenVerifier } from './verifier.ts';

export interface TokenSettings {
  TOKEN_ISSUER: string;
  TOKEN_AUDIENCE: string;
}

/** Where a guard gets its knowledge: over NATS from auth, or, inside auth, from its own store. */
export interface TokenAuthority extends EndedSessionsSource {
  publicKeys(): Promise<Record<string, unknown>[]>;
}

/** Decides whether an access token is good, and knows when its session ends. */
export interface TokenGuard extends TokenVerifier {
  onSessionEnd: EndedSessions['onEnd'];
  /** Takes in an ending that this process brought about, without waiting to be told. */
  endSession: EndedSessions['add'];
  close(): void;
}

/** The issuer as seen from another service. */
export function remoteAuthority(bus: Bus): TokenAuthority {
  const trace = systemTrace('token-guard');
  return {
    publicKeys: async () => (await request(bus, rpcs.auth.jwks, {}, trace)).keys,
    endedSince: (sinceMs) => request(bus, rpcs.auth.endedSince, { sinceMs }, trace),
    isSessionActive: async (sessionId) => (await request(bus, rpcs.auth.isSessionActive, { sessionId }, trace)).active,
  };
}

/**
 * A guard that hears control messages and asks `authority` for endings at start, after a reconnection and every five seconds;
 * for keys when it needs the first one, after a rotation, a reconnection and every five minutes.
 */
export function createTokenGuard(bus: Bus, settings: TokenSettings, authority: TokenAuthority): TokenGuard {
  const keys = createKeyRing(bus.clock, authority.publicKeys);
  const ended = createEndedSessions(bus.clock, authority, bus.log);
  onControl(bus, 'keysRotated', () => keys.refresh());
  onControl(bus, 'sessionEnded', ({ sessionId, forgetAtMs }) => ended.add(sessionId, forgetAtMs));
  bus.onDisconnect(() => ended.doubt());
  bus.onReconnect(() => {
    keys.refresh();
    void ended.ask();
  });
  void ended.ask();
  const { verify } = createVerifier({
    issuer: settings.TOKEN_ISSUER,
    audience: settings.TOKEN_AUDIENCE,
    clock: bus.clock,
    keys,
    ended,
  });
  return {
    verify,
    onSessionEnd: ended.onEnd,
    endSession: ended.add,
    close() {
      keys.close();
      ended.close();
    },
  };
}
