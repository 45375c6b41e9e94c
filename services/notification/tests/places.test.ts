import { expect, it } from 'vitest';
import { retryPauseMs } from '../src/domain/retry-pause.ts';
import { Places } from '../src/webhooks/places.ts';

it('a webhook has eight places, one while it fails, and no other one has fewer by it', () => {
  const places = new Places();
  const enter = (webhook: string, from: number, to: number) =>
    Array.from({ length: to - from }, (_, n) => places.enter(webhook, `${from + n}`) === undefined);
  expect(enter('a', 0, 10)).toEqual([...Array(8).fill(true), false, false]);
  expect(enter('b', 0, 8)).toEqual(Array(8).fill(true));
  places.leave('a', true);
  expect(enter('a', 10, 12)).toEqual([false, false]);
  for (let n = 0; n < 7; n += 1) places.leave('a', true);
  expect(enter('a', 12, 14)).toEqual([true, false]);
  places.leave('a', false);
  expect(enter('a', 14, 24).filter(Boolean)).toHaveLength(8);
});

it('the more have been sent away, the later they come again, within a minute and a half', () => {
  const places = new Places();
  for (let n = 0; n < 8; n += 1) places.enter('a', `${n}`);
  const turns = Array.from({ length: 5_000 }, (_, n) => places.enter('a', `later ${n}`) ?? 0);
  expect(Math.max(...turns.slice(0, 8))).toBeLessThan(1_500);
  expect(Math.min(...turns.slice(-100))).toBeGreaterThan(30_000 - 1);
  expect(Math.max(...turns)).toBeLessThan(90_000);
});

it('pauses double, and jitter takes up to half of them away', () => {
  expect([1, 2, 7].map((tries) => retryPauseMs(tries, 120_000, 0) / 60_000)).toEqual([2, 4, 128]);
  expect(retryPauseMs(3, 1_000, 1)).toBe(2_000);
});
