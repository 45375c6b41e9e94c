import { z } from 'zod';

const claims = z.object({ exp: z.number(), iat: z.number().optional() });

/** How long a token may be used, in ms: its end by the issuer's clock, and its whole life. */
export interface TokenLife {
  expiresAtMs: number;
  lifeMs: number | undefined;
}

/** What a JWT says about its own life, unchecked; undefined for any other token. */
export function lifeOf(token: string): TokenLife | undefined {
  try {
    const { exp, iat } = claims.parse(JSON.parse(decode(token.split('.')[1] ?? '')));
    return { expiresAtMs: exp * 1_000, lifeMs: iat === undefined ? undefined : (exp - iat) * 1_000 };
  } catch {
    return undefined;
  }
}

function decode(base64url: string): string {
  const bytes = atob(base64url.replaceAll('-', '+').replaceAll('_', '/'));
  return new TextDecoder().decode(Uint8Array.from(bytes, (character) => character.charCodeAt(0)));
}
