import { createPrivateKey, createPublicKey, type KeyObject } from 'node:crypto';
import { sha256 } from './canonical.ts';

/** Signs the heads of the chains. */
export interface SigningKey {
  privateKey: KeyObject;
  publicKey: PublicKey;
}

export interface PublicKey {
  /** SHA-256 of the key (SPKI, DER). */
  id: string;
  key: KeyObject;
  pem: string;
}

// RFC 8410: what stands before the 32 bytes of an Ed25519 key.
const BEFORE_SEED = Buffer.from('302e020100300506032b657004220420', 'hex');
const BEFORE_PUBLIC = Buffer.from('302a300506032b6570032100', 'hex');
const KEY_BYTES = 32;

/** Reads a private Ed25519 key: PEM (PKCS #8), or its 32-byte seed in hexadecimal or base64. Throws for anything else. */
export function readSigningKey(text: string): SigningKey {
  const privateKey = text.includes('-----')
    ? createPrivateKey(text.replaceAll('\\n', '\n'))
    : createPrivateKey({ key: Buffer.concat([BEFORE_SEED, readBytes(text)]), format: 'der', type: 'pkcs8' });
  if (privateKey.asymmetricKeyType !== 'ed25519') throw new Error('not an Ed25519 key');
  return { privateKey, publicKey: describe(createPublicKey(privateKey)) };
}

/** Reads a public Ed25519 key: its 32 bytes in hexadecimal or base64, as they are, or with what PEM has between its lines. */
export function readPublicKey(text: string): PublicKey {
  const bytes = Buffer.from(text, 'base64');
  const der = bytes.length > KEY_BYTES && !isHex(text) ? bytes : Buffer.concat([BEFORE_PUBLIC, readBytes(text)]);
  const key = createPublicKey({ key: der, format: 'der', type: 'spki' });
  if (key.asymmetricKeyType !== 'ed25519') throw new Error('not an Ed25519 key');
  return describe(key);
}

const isHex = (text: string) => /^[0-9a-f]{64}$/i.test(text);

function readBytes(text: string): Buffer {
  const bytes = Buffer.from(text.trim(), isHex(text.trim()) ? 'hex' : 'base64');
  if (bytes.length !== KEY_BYTES) throw new Error('not 32 bytes in hexadecimal or base64');
  return bytes;
}

function describe(key: KeyObject): PublicKey {
  const id = sha256(key.export({ format: 'der', type: 'spki' }));
  return { id, key, pem: key.export({ format: 'pem', type: 'spki' }).toString() };
}
