import { createHmac, hkdfSync } from 'node:crypto';

/**
 * A hash of a short value that nobody can find by trying without the secret: HMAC-SHA256 under a key derived (HKDF,
 * RFC 5869) from `secret` for `purpose`; base64url, 43 characters.
 */
export function createKeyedHash(secret: string, purpose: string): (value: string) => string {
  const key = Buffer.from(hkdfSync('sha256', secret, '', purpose, 32));
  return (value) => createHmac('sha256', key).update(value).digest('base64url');
}
