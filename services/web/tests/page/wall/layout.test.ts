import { expect, test } from 'vitest';
import { crispSide, gridFor } from '../../../page/src/wall/layout.ts';

test.each([
  [1, 1400, 1000, 1],
  [2, 1400, 1000, 2],
  [4, 1400, 1000, 2],
  [5, 1400, 1000, 3],
  [9, 1000, 1000, 3],
  [2, 400, 900, 1],
  [6, 400, 900, 2],
])('%i codes in %i × %i stand in %i columns', (count, width, height, columns) => {
  expect(gridFor(count, width, height).columns).toBe(columns);
});

test('the gaps are left free', () => {
  expect(gridFor(4, 1000, 1000, 20)).toEqual({ columns: 2, side: 490 });
});

test('without a place there is no code', () => {
  expect(gridFor(1, 0, 0).side).toBe(0);
});

test('modules are as many dots each, where that costs little', () => {
  expect(crispSide(1000, 45, 1)).toBe(990);
  expect(crispSide(1000, 45, 1.5)).toBe(990);
  expect(crispSide(120, 45, 1)).toBe(120);
});
