import { createHash, createHmac, createSecretKey, hkdfSync, type KeyObject, timingSafeEqual } from 'node:crypto';

/*
 * A token is 33 bytes, 44 characters of base64url: session id 12, round 1, expiry 4 (seconds since the epoch, big endian),
 * nonce 8, MAC 8 (HMAC-SHA256, truncated as RFC 2104 section 5 allows).
 */
const ROUND_AT = 12;
const EXPIRY_AT = 13;
const NONCE_AT = 17;
const MAC_AT = 25;
const LENGTH = 33;
const TEXT = /^[A-Za-z0-9_-]{44}$/;

export const NONCE_BYTES = MAC_AT - NONCE_AT;

export interface TokenContent {
  sessionId: string;
  roundNumber: number;
  expiresAtSeconds: number;
}

export interface ReadToken extends TokenContent {
  /** What is stored instead of the token. */
  hash: string;
}

/** What keys are for: the tokens on walls, what Redis keeps of them, receipts. */
export type KeyPurpose = 'qr-mac' | 'qr-seal' | 'receipt';

/** The key of one purpose and session, derived from a master secret (HKDF-SHA256, RFC 5869). */
export function deriveKey(masterSecret: string, purpose: KeyPurpose, sessionId: string): KeyObject {
  const bytes = hkdfSync('sha256', masterSecret, Buffer.from(sessionId, 'hex'), purpose, 32);
  return createSecretKey(Buffer.from(bytes));
}

/** Makes the token for the wall. `nonce` is {@link NONCE_BYTES} random bytes. */
export function mintToken(key: KeyObject, content: TokenContent, nonce: Buffer): string {
  const bytes = Buffer.alloc(LENGTH);
  bytes.write(content.sessionId, 'hex');
  bytes.writeUInt8(content.roundNumber, ROUND_AT);
  bytes.writeUInt32BE(content.expiresAtSeconds, EXPIRY_AT);
  nonce.copy(bytes, NONCE_AT);
  macOf(key, bytes).copy(bytes, MAC_AT);
  return bytes.toString('base64url');
}

/** Reads a token if it is one of ours: right shape, and a MAC by one of the keys for the session that it names. */
export function readToken(text: string, keysOf: (sessionId: string) => KeyObject[]): ReadToken | undefined {
  if (!TEXT.test(text)) return undefined;
  const bytes = Buffer.from(text, 'base64url');
  const sessionId = bytes.toString('hex', 0, ROUND_AT);
  const mac = bytes.subarray(MAC_AT);
  if (!keysOf(sessionId).some((key) => timingSafeEqual(macOf(key, bytes), mac))) return undefined;
  return {
    sessionId,
    roundNumber: bytes.readUInt8(ROUND_AT),
    expiresAtSeconds: bytes.readUInt32BE(EXPIRY_AT),
    hash: hashToken(text),
  };
}

/** What Redis and the record keep of a token. */
export function hashToken(token: string): string {
  return createHash('sha256').update(token).digest('base64url');
}

function macOf(key: KeyObject, bytes: Buffer): Buffer {
  return createHmac('sha256', key)
    .update(bytes.subarray(0, MAC_AT))
    .digest()
    .subarray(0, LENGTH - MAC_AT);
}
