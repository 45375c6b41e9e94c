import { describe, expect, test } from 'vitest';
import { readRetryAfter } from '../src/http/read-answer.ts';
import { retryDelayMs } from '../src/retry.ts';

describe('the pause before a retry', () => {
  const at = (failures: number, random: number, retryAfterSeconds?: number) =>
    retryDelayMs(failures, retryAfterSeconds, { baseMs: 100, maxMs: 1_000, random: () => random });

  test('is anything from nothing to a bound that doubles up to the maximum', () => {
    expect([1, 2, 3, 4, 5, 50].map((failures) => at(failures, 1))).toEqual([100, 200, 400, 800, 1_000, 1_000]);
    expect(at(3, 0)).toBe(0);
    expect(at(3, 0.25)).toBe(100);
  });

  test('comes after what the server asks for', () => {
    expect(at(1, 0, 2)).toBe(2_000);
    expect(at(1, 0.5, 2)).toBe(2_050);
  });
});

describe('Retry-After', () => {
  const nowMs = Date.parse('2026-03-02T08:00:00Z');

  test.each([
    ['3', 3],
    [' 3 ', 3],
    ['0', 0],
    ['Mon, 02 Mar 2026 08:00:05 GMT', 5],
    ['Mon, 02 Mar 2026 07:00:00 GMT', 0],
    ['soon', undefined],
    ['', undefined],
    [null, undefined],
  ])('%j is %j seconds', (value, seconds) => {
    expect(readRetryAfter(value, nowMs)).toBe(seconds);
  });
});
