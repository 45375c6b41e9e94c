import { randomBytes } from 'node:crypto';
import { describe, expect, it } from 'vitest';
import { deriveKey, mintToken, NONCE_BYTES, readToken } from '../src/domain/qr-token.ts';

const sessionId = '65f0c0ffee65f0c0ffee65f0';
const other = '65f0c0ffee65f0c0ffee65f1';
const secret = 'a master secret of thirty-two characters';
const keysOf = (id: string) => [deriveKey(secret, 'qr-mac', id)];
const mint = (id = sessionId) =>
  mintToken(
    deriveKey(secret, 'qr-mac', id),
    { sessionId: id, roundNumber: 3, expiresAtSeconds: 1_800_000_000 },
    randomBytes(NONCE_BYTES),
  );

describe('the token on the wall', () => {
  it('is 44 characters of base64url and says its session, round and expiry', () => {
    const token = mint();
    expect(token).toMatch(/^[A-Za-z0-9_-]{44}$/);
    expect(readToken(token, keysOf)).toMatchObject({ sessionId, roundNumber: 3, expiresAtSeconds: 1_800_000_000 });
  });

  it('is refused after any single bit was changed', () => {
    const bytes = Buffer.from(mint(), 'base64url');
    for (let bit = 0; bit < bytes.length * 8; bit += 1) {
      const changed = Buffer.from(bytes);
      changed[bit >> 3] = (changed[bit >> 3] ?? 0) ^ (1 << (bit & 7));
      expect(readToken(changed.toString('base64url'), keysOf)).toBeUndefined();
    }
  });

  it.each(['', 'a', 'x'.repeat(44), 'x'.repeat(43), 'x'.repeat(45), `${'x'.repeat(43)}=`, 'ä'.repeat(44)])(
    'is refused when it is no token: %j',
    (text) => expect(readToken(text, keysOf)).toBeUndefined(),
  );

  it('is refused under the key of another session or another master secret', () => {
    const key = deriveKey(secret, 'qr-mac', other);
    const content = { sessionId, roundNumber: 1, expiresAtSeconds: 1 };
    expect(readToken(mintToken(key, content, randomBytes(NONCE_BYTES)), keysOf)).toBeUndefined();
    expect(readToken(mint(), (id) => [deriveKey('another', 'qr-mac', id)])).toBeUndefined();
  });

  it('is read under the previous master secret while that is still configured', () => {
    const both = (id: string) => [deriveKey('the next one', 'qr-mac', id), ...keysOf(id)];
    expect(readToken(mint(), both)?.sessionId).toBe(sessionId);
  });
});
