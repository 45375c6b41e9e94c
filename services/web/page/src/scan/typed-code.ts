import { TYPED_CODE_ALPHABET, TYPED_CODE_LENGTH } from '@rollcall/contracts';

const GROUP = /(.{3})(?=.)/;

/** What somebody types, as far as it can be a code, and the first character that no code has. */
export function readTyped(text: string): { code: string; wrong: string | undefined } {
  const characters = [...text.toUpperCase().replace(/[\s-]/g, '')];
  const code = characters.filter((one) => TYPED_CODE_ALPHABET.includes(one)).slice(0, TYPED_CODE_LENGTH);
  return { code: code.join(''), wrong: characters.find((one) => !TYPED_CODE_ALPHABET.includes(one)) };
}

/** In groups of three, as on the wall. */
export function inGroups(code: string): string {
  return code.replace(GROUP, '$1 ');
}

export function isWhole(code: string): boolean {
  return code.length === TYPED_CODE_LENGTH;
}
