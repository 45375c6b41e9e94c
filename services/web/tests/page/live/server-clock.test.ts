import { expect, test } from 'vitest';
import { createServerClock } from '../../../page/src/live/server-clock.ts';

test('the latest instant that was heard is the nearest to the truth', () => {
  let now = 1_000;
  const clock = createServerClock(() => now);
  expect(clock.nowMs()).toBeUndefined();
  clock.hear(500_000); // an old one
  clock.hear(507_000);
  clock.hear(503_000);
  expect(clock.nowMs()).toBe(507_000);
  now += 250;
  expect(clock.nowMs()).toBe(507_250);
});

test('what a sleep took comes back with the next hearing', () => {
  let now = 0;
  const clock = createServerClock(() => now);
  clock.hear(100_000);
  now += 1_000;
  clock.hear(3_700_000);
  expect(clock.nowMs()).toBe(3_700_000);
});
