import { expect, it } from 'vitest';
import { spreadOf } from '../../../page/src/reports/spread.ts';

const counts = (rates: (number | null)[]) =>
  Object.fromEntries(
    spreadOf(rates).map(({ fromPercent, toPercent, count }) => [`${fromPercent}-${toPercent}`, count]),
  );

it('puts a rate into the column that begins at it or before it', () => {
  expect(counts([0, 0.499, 0.5, 0.599, 0.6, 0.7, 0.8, 0.9, 1])).toEqual({
    '0-50': 2,
    '50-60': 2,
    '60-70': 1,
    '70-80': 1,
    '80-90': 1,
    '90-100': 2,
  });
});

it('has whoever has no rate nowhere', () => {
  expect(spreadOf([null, null]).every(({ count }) => count === 0)).toBe(true);
});
