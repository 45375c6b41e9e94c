import { createHash, timingSafeEqual } from 'node:crypto';
import { createKeyedHash } from '@rollcall/service-kit';
import type { AddressParts, SignedFor } from './object-store.ts';

const PURPOSE = 'rollcall addresses of files';

/** Makes and checks addresses of `GET /api/v1/files/:key`: the key, the name and the end are signed (HMAC-SHA256). */
export interface Addresses {
  make(key: string, options: SignedFor): string;
  isGood(key: string, parts: AddressParts, nowMs: number): boolean;
}

/** The first secret signs; the others, such as the one before a change, are good as well. */
export function createAddresses([current, ...former]: [string, ...string[]]): Addresses {
  const sign = createKeyedHash(current, PURPOSE);
  const signers = [sign, ...former.map((secret) => createKeyedHash(secret, PURPOSE))];
  return {
    make(key, { fileName, expiresAt }) {
      const expiresSeconds = Math.floor(expiresAt.getTime() / 1000);
      const signature = sign(textOf(key, expiresSeconds, fileName));
      const query = new URLSearchParams({ expires: String(expiresSeconds), name: fileName, signature });
      return `/api/v1/files/${key}?${query}`;
    },
    isGood(key, { expiresSeconds, fileName, signature }, nowMs) {
      if (expiresSeconds * 1000 <= nowMs) return false;
      const text = textOf(key, expiresSeconds, fileName);
      return signers.some((one) => isSame(one(text), signature));
    },
  };
}

function textOf(key: string, expiresSeconds: number, fileName: string): string {
  return JSON.stringify([key, expiresSeconds, fileName]);
}

/** In a time that tells nothing, whatever the lengths. */
function isSame(one: string, other: string): boolean {
  const digest = (text: string) => createHash('sha256').update(text).digest();
  return timingSafeEqual(digest(one), digest(other));
}
