import { createHash, createPrivateKey, generateKeyPair, type JsonWebKey, type KeyObject } from 'node:crypto';
import { promisify } from 'node:util';
import { ACCESS_TOKEN_ALGORITHM } from '@rollcall/service-kit';
import type { SigningKeyDocument } from '../store/signing-keys.ts';
import { decrypt, encrypt } from './key-cipher.ts';

const RSA_BITS = 2048;

/** What access tokens are signed with. */
export interface SigningKey {
  keyId: string;
  privateKey: KeyObject;
  createdAtMs: number;
}

/** A new key, active, its private part encrypted under `secret`. */
export async function makeSigningKey(secret: string, nowMs: number): Promise<SigningKeyDocument> {
  const { publicKey, privateKey } = await promisify(generateKeyPair)('rsa', { modulusLength: RSA_BITS });
  const { kty, n, e } = publicKey.export({ format: 'jwk' });
  const keyId = thumbprint({ kty, n, e });
  return {
    _id: keyId,
    schemaVersion: 1,
    active: true,
    publicKey: { kty, n, e, kid: keyId, alg: ACCESS_TOKEN_ALGORITHM, use: 'sig' },
    privateKey: encrypt(sealOf(secret, keyId), privateKey.export({ type: 'pkcs8', format: 'der' })),
    createdAt: new Date(nowMs),
  };
}

/** Throws, with what to do, when the key was stored under another secret. */
export function readSigningKey(secret: string, key: SigningKeyDocument): SigningKey {
  try {
    const der = decrypt(sealOf(secret, key._id), key.privateKey);
    return {
      keyId: key._id,
      privateKey: createPrivateKey({ key: der, format: 'der', type: 'pkcs8' }),
      createdAtMs: key.createdAt.getTime(),
    };
  } catch (cause) {
    throw new Error(
      `The signing key ${key._id} can't be decrypted: KEY_ENCRYPTION_SECRET is not the one it was stored with. ` +
        'Give the former secret, or remove the key: all tokens signed with it end then.',
      { cause },
    );
  }
}

function sealOf(secret: string, keyId: string) {
  return { secret, purpose: 'signing keys', label: keyId } as const;
}

/** A key's name by its content (RFC 7638). */
function thumbprint({ kty, n, e }: JsonWebKey): string {
  return createHash('sha256').update(JSON.stringify({ e, kty, n })).digest('base64url');
}
