import { expect, test } from 'vitest';
import { drawJoinCode, JOIN_CODE_ALPHABET, readJoinCode, showJoinCode } from '../src/domain/join-code.ts';

const LOOK_ALIKES = ['0O', '1IL', '5S', '2Z', '8B', 'UV'];

test('the alphabet has 24 different characters and never two that look alike', () => {
  expect(new Set(JOIN_CODE_ALPHABET).size).toBe(24);
  for (const group of LOOK_ALIKES) {
    expect([...group].filter((one) => JOIN_CODE_ALPHABET.includes(one)).length).toBeLessThanOrEqual(1);
  }
});

test('10,000 draws: eight characters of the alphabet, no look-alike, hardly one twice, each character at each place', () => {
  const codes = Array.from({ length: 10_000 }, drawJoinCode);
  expect(codes.filter((code) => !/^[ACDEFGHJKMNPQRTVWXY34679]{8}$/.test(code))).toEqual([]);
  expect(codes.filter((code) => /[0O1IL5S2Z8BU]/.test(code))).toEqual([]);
  expect(new Set(codes).size).toBeGreaterThan(9_990);
  for (let at = 0; at < 8; at += 1) expect(new Set(codes.map((code) => code[at])).size).toBe(24);
  for (const code of codes.slice(0, 100)) expect(readJoinCode(showJoinCode(code).toLowerCase())).toBe(code);
});

test.each(['ACDE-FGHJ', 'acdefghj', ' AcDe – fGhJ\n', 'A C D E F G H J', 'ACDE\u00a0FGHJ', '--ACDE——FGHJ'])(
  '%j is read',
  (typed) => {
    expect(readJoinCode(typed)).toBe('ACDEFGHJ');
  },
);

test.each([
  '',
  '-',
  'ACDEFGH',
  'ACDEFGHJK',
  'ACDEFGH0',
  'ACDEFGHU',
  'АCDEFGHJ',
  'ACDEFGH\u212a',
  'ACDEFGﬀ',
  'ACDE_FGHJ',
  'ＡCDEFGHJ',
])('%j is none', (typed) => expect(readJoinCode(typed)).toBeUndefined());
