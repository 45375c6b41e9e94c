import { createHash, createHmac, hkdfSync, randomBytes, timingSafeEqual } from 'node:crypto';

const SESSION_BYTES = 12;
const SECRET_BYTES = 32;
const MAC_BYTES = 16;
const TOKEN_BYTES = SESSION_BYTES + SECRET_BYTES + MAC_BYTES;

export interface RefreshTokens {
  /** A new token of a session: session id, 256 random bits and a MAC, base64url. */
  draw(sessionId: string): string;
  /** The session of a token that was issued here, whatever became of it; undefined for any other text. */
  sessionOf(token: string): string | undefined;
}

/**
 * The form of refresh tokens. The MAC tells a token that was used before, whose family ends, from a text that never was
 * one, which harms nobody and needs no look into the store.
 */
export function createRefreshTokens(secret: string): RefreshTokens {
  const key = Buffer.from(hkdfSync('sha256', secret, '', 'rollcall auth refresh tokens', 32));
  const macOf = (content: Buffer) => createHmac('sha256', key).update(content).digest().subarray(0, MAC_BYTES);

  return {
    draw(sessionId) {
      const content = Buffer.concat([Buffer.from(sessionId, 'hex'), randomBytes(SECRET_BYTES)]);
      return Buffer.concat([content, macOf(content)]).toString('base64url');
    },
    sessionOf(token) {
      const bytes = Buffer.from(token, 'base64url');
      if (bytes.length !== TOKEN_BYTES || bytes.toString('base64url') !== token) return undefined;
      const content = bytes.subarray(0, -MAC_BYTES);
      if (!timingSafeEqual(macOf(content), bytes.subarray(-MAC_BYTES))) return undefined;
      return content.subarray(0, SESSION_BYTES).toString('hex');
    },
  };
}

/** What is stored of a token. */
export function hashToken(token: string): string {
  return createHash('sha256').update(token).digest('base64url');
}
