import type { KeyObject } from 'node:crypto';
import jwt from 'jsonwebtoken';
import { LRUCache } from 'lru-cache';
import { AppError } from '../app-error.ts';
import type { Clock } from '../clock.ts';
import { ACCESS_TOKEN_ALGORITHM, ACCESS_TOKEN_TYPE, accessClaims, type Caller } from './claims.ts';
import type { EndedSessions } from './ended-sessions.ts';
import type { KeyRing } from './key-ring.ts';

const REMEMBERED_TOKENS = 50_000;
const MAX_TOKEN_LENGTH = 4_096;

export interface TokenVerifier {
  /** The caller of an access token. Throws `unauthorized` for any other text, and `try_again` when that can't be known. */
  verify(token: string): Promise<Caller>;
}

export interface VerifierOptions {
  issuer: string;
  audience: string;
  clock: Clock;
  keys: KeyRing;
  ended: EndedSessions;
}

interface Verified {
  caller: Caller;
  kid: string;
}

/**
 * Verifies a token's signature once and remembers it until it expires or its key is published no longer; whether its session
 * has ended is asked each time.
 */
export function createVerifier(options: VerifierOptions): TokenVerifier {
  const { clock, keys, ended } = options;
  const remembered = new LRUCache<string, Verified>({ max: REMEMBERED_TOKENS });

  function recall(token: string): Caller | undefined {
    const known = remembered.get(token);
    if (!known || keys.has(known.kid)) return known?.caller;
    remembered.delete(token);
    return undefined;
  }

  async function check(token: string): Promise<Caller> {
    const kid = readKeyId(token);
    const key = kid === undefined ? undefined : await keys.get(kid);
    if (kid === undefined || !key) throw new AppError('unauthorized');
    const caller = readClaims(token, key, options);
    remembered.set(token, { caller, kid });
    return caller;
  }

  return {
    async verify(token) {
      const caller = recall(token) ?? (await check(token));
      const answer = ended.hasEnded(caller.sessionId);
      const over = caller.expiresAtMs <= clock.now() || (typeof answer === 'boolean' ? answer : await answer);
      if (over) {
        remembered.delete(token);
        throw new AppError('unauthorized');
      }
      return caller;
    },
  };
}

function readKeyId(token: string): string | undefined {
  if (token.length > MAX_TOKEN_LENGTH) return undefined;
  try {
    const header = jwt.decode(token, { complete: true })?.header;
    // Nothing of ours has extensions that must be understood (RFC 7515, 4.1.11).
    if (header?.typ !== ACCESS_TOKEN_TYPE || 'crit' in header) return undefined;
    return typeof header.kid === 'string' ? header.kid : undefined;
  } catch {
    // jsonwebtoken throws on headers that are no JSON; such a text is no token of ours.
    return undefined;
  }
}

function readClaims(token: string, key: KeyObject, { issuer, audience, clock }: VerifierOptions): Caller {
  try {
    const payload = jwt.verify(token, key, {
      algorithms: [ACCESS_TOKEN_ALGORITHM],
      issuer,
      audience,
      clockTimestamp: Math.floor(clock.now() / 1000),
    });
    const { userId, role, sid, institutionId, exp } = accessClaims.parse(payload);
    return { userId, role, sessionId: sid, institutionId, expiresAtMs: exp * 1000 };
  } catch (cause) {
    throw new AppError('unauthorized', { cause });
  }
}
