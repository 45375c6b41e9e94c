import type { QrCode } from '@rollcall/contracts';
import { expect, test } from 'vitest';
import { inThrees, isDead, isOverdue, newestCodes } from '../../../page/src/wall/codes.ts';

const atMs = Date.parse('2026-03-02T08:00:00.000Z');

function code(slot: number, seconds: number, round = 1): QrCode {
  const issuedAt = new Date(atMs + seconds * 1000).toISOString();
  const expiresAt = new Date(atMs + (seconds + 15) * 1000).toISOString();
  return { sessionId: 's', roundId: `s.${round}`, slot, token: `${slot}@${seconds}`, code: null, issuedAt, expiresAt };
}
const tokens = (codes: readonly QrCode[]) => codes.map(({ token }) => token);

test('each slot keeps its latest code, whichever source was faster', () => {
  const shown = [code(0, 10), code(1, 0)];
  expect(tokens(newestCodes(shown, [code(0, 0), code(1, 5)]))).toEqual(['0@10', '1@5']);
});

test('news that change nothing are the same codes, so that nothing is drawn anew', () => {
  const shown = [code(0, 0), code(1, 0)];
  expect(newestCodes(shown, [code(0, 0), code(1, 0)])).toBe(shown);
  expect(newestCodes(shown, [])).toBe(shown);
});

test('a later round takes the whole wall, an earlier one nothing of it, the tenth after the ninth', () => {
  expect(tokens(newestCodes([code(0, 9, 9), code(1, 9, 9)], [code(0, 20, 10)]))).toEqual(['0@20']);
  expect(tokens(newestCodes([code(0, 20, 10)], [code(0, 30, 9)]))).toEqual(['0@20']);
});

test('a code is overdue after its end, and dead after three periods and its grace', () => {
  const policy = { rotationSeconds: 15, graceSeconds: 5 };
  expect(isOverdue(code(0, 0), atMs + 15_500, 1_000)).toBe(false);
  expect(isOverdue(code(0, 0), atMs + 16_001, 1_000)).toBe(true);
  expect(isDead(code(0, 0), atMs + 49_000, policy)).toBe(false);
  expect(isDead(code(0, 0), atMs + 50_001, policy)).toBe(true);
});

test('typed codes are read in threes', () => {
  expect(inThrees('K7M2QX')).toBe('K7M 2QX');
  expect(inThrees('K7M2Q')).toBe('K7M 2Q');
});
