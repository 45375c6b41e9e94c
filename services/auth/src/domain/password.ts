import { createHash } from 'node:crypto';

/** How a password becomes what bcrypt sees; stored beside the hash. */
export type PasswordScheme = 'bcrypt' | 'bcrypt-sha256';

const BCRYPT_MAX_BYTES = 72;

/**
 * bcrypt reads 72 bytes and stops at a zero byte: what it would cut goes through SHA-256 first, so that every byte of a
 * password counts.
 */
export function prepare(password: string): { scheme: PasswordScheme; input: string } {
  const bytes = Buffer.from(password, 'utf8');
  if (bytes.length <= BCRYPT_MAX_BYTES && !bytes.includes(0)) return { scheme: 'bcrypt', input: password };
  return { scheme: 'bcrypt-sha256', input: createHash('sha256').update(bytes).digest('base64') };
}
