import { type Actor, actor } from '@rollcall/contracts';
import { z } from 'zod';

/** The `typ` of our access tokens (RFC 9068). */
export const ACCESS_TOKEN_TYPE = 'at+jwt';
export const ACCESS_TOKEN_ALGORITHM = 'RS256';

/** What an access token says, besides issuer and audience. */
export const accessClaims = actor.extend({ sub: z.string(), sid: z.string(), institutionId: z.string(), exp: z.int() });

/** A caller whose token has been verified. */
export interface Caller extends Actor {
  /** The log-in session. */
  sessionId: string;
  institutionId: string;
  expiresAtMs: number;
}
