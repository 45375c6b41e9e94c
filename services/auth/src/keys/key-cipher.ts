import { createCipheriv, createDecipheriv, hkdfSync, randomBytes } from 'node:crypto';

const ALGORITHM = 'aes-256-gcm';
const KEY_BYTES = 32;
const IV_BYTES = 12;

/** Parts in base64. */
export interface Encrypted {
  iv: string;
  ciphertext: string;
  tag: string;
}

/** Encrypts under a key derived (HKDF, RFC 5869) from `secret`; `label` is bound to the result and needed to read it. */
export function encrypt(secret: string, label: string, plaintext: Buffer): Encrypted {
  const iv = randomBytes(IV_BYTES);
  const cipher = createCipheriv(ALGORITHM, deriveKey(secret), iv).setAAD(Buffer.from(label));
  const ciphertext = Buffer.concat([cipher.update(plaintext), cipher.final()]);
  return {
    iv: iv.toString('base64'),
    ciphertext: ciphertext.toString('base64'),
    tag: cipher.getAuthTag().toString('base64'),
  };
}

/** Throws when secret or label are not those it was encrypted with. */
export function decrypt(secret: string, label: string, { iv, ciphertext, tag }: Encrypted): Buffer {
  const decipher = createDecipheriv(ALGORITHM, deriveKey(secret), Buffer.from(iv, 'base64'), { authTagLength: 16 })
    .setAAD(Buffer.from(label))
    .setAuthTag(Buffer.from(tag, 'base64'));
  return Buffer.concat([decipher.update(Buffer.from(ciphertext, 'base64')), decipher.final()]);
}

function deriveKey(secret: string): Buffer {
  return Buffer.from(hkdfSync('sha256', secret, '', 'rollcall auth signing keys', KEY_BYTES));
}
