import { randomInt } from 'node:crypto';
import { TYPED_CODE_ALPHABET, TYPED_CODE_LENGTH } from '@rollcall/contracts';

/** A new code for people to type, of 31^6 (887 million). */
export function drawTypedCode(): string {
  const letters = Array.from(
    { length: TYPED_CODE_LENGTH },
    () => TYPED_CODE_ALPHABET[randomInt(TYPED_CODE_ALPHABET.length)],
  );
  return letters.join('');
}
