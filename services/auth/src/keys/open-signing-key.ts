import { createHash, createPrivateKey, generateKeyPair, type JsonWebKey, type KeyObject } from 'node:crypto';
import { promisify } from 'node:util';
import { ACCESS_TOKEN_ALGORITHM, type Bus, systemTrace, tellAll } from '@rollcall/service-kit';
import type { SigningKeyDocument, SigningKeys } from '../store/signing-keys.ts';
import { decrypt, encrypt } from './key-cipher.ts';

const RSA_BITS = 2048;

export interface SigningKey {
  keyId: string;
  privateKey: KeyObject;
}

/** The key that all processes sign with; made when there is none. Of several that make one, the first to store it wins. */
export async function openSigningKey(secret: string, store: SigningKeys, bus: Bus): Promise<SigningKey> {
  const active = (await store.active()) ?? (await makeKey(secret, store, bus));
  return { keyId: active._id, privateKey: readPrivateKey(secret, active) };
}

async function makeKey(secret: string, store: SigningKeys, bus: Bus): Promise<SigningKeyDocument> {
  const { publicKey, privateKey } = await promisify(generateKeyPair)('rsa', { modulusLength: RSA_BITS });
  const { kty, n, e } = publicKey.export({ format: 'jwk' });
  const keyId = thumbprint({ kty, n, e });
  const key: SigningKeyDocument = {
    _id: keyId,
    schemaVersion: 1,
    active: true,
    publicKey: { kty, n, e, kid: keyId, alg: ACCESS_TOKEN_ALGORITHM, use: 'sig' },
    privateKey: encrypt(secret, keyId, privateKey.export({ type: 'pkcs8', format: 'der' })),
    createdAt: new Date(bus.clock.now()),
  };
  if (await store.insert(key)) {
    await tellAll(bus, 'keysRotated', {}, systemTrace('signing-key'));
    return key;
  }
  const winner = await store.active();
  if (!winner) throw new Error('another process stored a signing key that is not there any more');
  return winner;
}

/** A key's name by its content (RFC 7638). */
function thumbprint({ kty, n, e }: JsonWebKey): string {
  return createHash('sha256').update(JSON.stringify({ e, kty, n })).digest('base64url');
}

function readPrivateKey(secret: string, key: SigningKeyDocument): KeyObject {
  try {
    return createPrivateKey({ key: decrypt(secret, key._id, key.privateKey), format: 'der', type: 'pkcs8' });
  } catch (cause) {
    throw new Error(
      `The signing key ${key._id} can't be decrypted: KEY_ENCRYPTION_SECRET is not the one it was stored with. ` +
        'Give the former secret, or remove the key: all tokens signed with it end then.',
      { cause },
    );
  }
}
