import { randomInt } from 'node:crypto';

/**
 * The letters and digits of join codes: of those that look alike (0 O, 1 I L, 5 S, 2 Z, 8 B, U V) none is here but V, which
 * nothing here resembles. 24^8 codes: one in 110,000,000,000.
 */
export const JOIN_CODE_ALPHABET = 'ACDEFGHJKMNPQRTVWXY34679';

const LENGTH = 8;
const CODE = new RegExp(`^[${JOIN_CODE_ALPHABET}]{${LENGTH}}$`, 'i');
// Phones write dashes of their own.
const BETWEEN = /[\s\p{Pd}]/gu;

/** A new code as it is stored: eight characters in upper case. */
export function drawJoinCode(): string {
  return Array.from({ length: LENGTH }, () => JOIN_CODE_ALPHABET.charAt(randomInt(JOIN_CODE_ALPHABET.length))).join('');
}

/** What somebody typed as it is stored, whatever the case, blanks and dashes; undefined for what no code can be. */
export function readJoinCode(typed: string): string | undefined {
  const code = typed.replace(BETWEEN, '');
  return CODE.test(code) ? code.toUpperCase() : undefined;
}

/** As people see it: XXXX-XXXX. */
export function showJoinCode(code: string): string {
  return `${code.slice(0, LENGTH / 2)}-${code.slice(LENGTH / 2)}`;
}

/** Whether students may still join by a code, as long as it has uses left. */
export function isGood({ revokedAt, expiresAt }: { revokedAt: Date | null; expiresAt: Date }, nowMs: number): boolean {
  return revokedAt === null && expiresAt.getTime() > nowMs;
}
