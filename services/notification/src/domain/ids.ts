import { createHash } from 'node:crypto';

const ID_DIGITS = 24;

/** The id that follows from its parts, 24 hexadecimal digits: what is made twice of the same has the same id. */
export function derivedId(...parts: string[]): string {
  return createHash('sha256').update(parts.join('\n')).digest('hex').slice(0, ID_DIGITS);
}
