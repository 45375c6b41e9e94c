import { createPublicKey, type KeyObject, verify } from 'node:crypto';

/** A public key of ECDSA P-256 as a JSON Web Key (RFC 7518, 6.2). */
export interface P256PublicKey {
  kty: 'EC';
  crv: 'P-256';
  /** Coordinates in base64url. */
  x: string;
  y: string;
}

/**
 * Whether `signature` (base64url of the 64 bytes r and s, as WebCrypto signs: IEEE P1363, not DER) is that of the UTF-8
 * `text` by ECDSA P-256 with SHA-256. False, too, for a key that is none, such as a point that is not on the curve.
 */
export function verifyP256Signature(publicKey: P256PublicKey, text: string, signature: string): boolean {
  const key = importKey(publicKey);
  return (
    key?.asymmetricKeyDetails?.namedCurve === 'prime256v1' &&
    verify('sha256', Buffer.from(text), { key, dsaEncoding: 'ieee-p1363' }, Buffer.from(signature, 'base64url'))
  );
}

function importKey({ kty, crv, x, y }: P256PublicKey): KeyObject | undefined {
  try {
    return createPublicKey({ key: { kty, crv, x, y }, format: 'jwk' });
  } catch {
    return undefined;
  }
}
