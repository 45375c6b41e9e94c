import { createCipheriv, createDecipheriv, hkdfSync, randomBytes } from 'node:crypto';

const ALGORITHM = 'aes-256-gcm';
const KEY_BYTES = 32;
const IV_BYTES = 12;

/** What something is encrypted for: a key of one purpose is of no use for another. */
export type CipherPurpose = 'signing keys' | 'refresh successors';

/** Parts in base64. */
export interface Encrypted {
  iv: string;
  ciphertext: string;
  tag: string;
}

export interface Secret {
  secret: string;
  purpose: CipherPurpose;
  /** Bound to the result and needed to read it. */
  label: string;
}

/** Encrypts by AES-256-GCM under a key derived (HKDF, RFC 5869) from the secret for its purpose. */
export function encrypt({ secret, purpose, label }: Secret, plaintext: Buffer): Encrypted {
  const iv = randomBytes(IV_BYTES);
  const cipher = createCipheriv(ALGORITHM, deriveKey(secret, purpose), iv).setAAD(Buffer.from(label));
  const ciphertext = Buffer.concat([cipher.update(plaintext), cipher.final()]);
  return {
    iv: iv.toString('base64'),
    ciphertext: ciphertext.toString('base64'),
    tag: cipher.getAuthTag().toString('base64'),
  };
}

/** Throws when secret, purpose or label are not those it was encrypted with. */
export function decrypt({ secret, purpose, label }: Secret, { iv, ciphertext, tag }: Encrypted): Buffer {
  const key = deriveKey(secret, purpose);
  const decipher = createDecipheriv(ALGORITHM, key, Buffer.from(iv, 'base64'), { authTagLength: 16 })
    .setAAD(Buffer.from(label))
    .setAuthTag(Buffer.from(tag, 'base64'));
  return Buffer.concat([decipher.update(Buffer.from(ciphertext, 'base64')), decipher.final()]);
}

function deriveKey(secret: string, purpose: CipherPurpose): Buffer {
  return Buffer.from(hkdfSync('sha256', secret, '', `rollcall auth ${purpose}`, KEY_BYTES));
}
