import { expect, it } from 'vitest';
import { dateOfDayNumber, dayNumber } from '../../../page/src/charts/dates.ts';
import { ratesHeight } from '../../../page/src/charts/rates-height.ts';

it('days are numbers that are as far apart as the days are, over changes of clocks and leap days too', () => {
  expect(dayNumber('2026-03-30') - dayNumber('2026-03-28')).toBe(2);
  expect(dayNumber('2028-03-01') - dayNumber('2028-02-28')).toBe(2);
  expect(dateOfDayNumber(dayNumber('2026-10-25'))).toBe('2026-10-25');
});

it('a drawing of rates is as high as its bars', () => {
  expect(ratesHeight(12) - ratesHeight(11)).toBe(36);
});
