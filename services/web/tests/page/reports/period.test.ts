import { describe, expect, it } from 'vitest';
import { periodSearch, rangeOf } from '../../../page/src/reports/period.ts';

const now = new Date(2026, 2, 31, 15, 30);
const local = (year: number, month: number, day: number) => new Date(year, month - 1, day).toISOString();

describe('the range of a period', () => {
  it('is all of it when nothing is said', () => {
    expect(rangeOf({}, now)).toEqual({});
  });

  it('begins at midnight of a day, so that it is the same all day long', () => {
    expect(rangeOf({ period: '4-weeks' }, now)).toEqual({ from: local(2026, 3, 4) });
    expect(rangeOf({ period: '1-year' }, now)).toEqual({ from: local(2025, 3, 31) });
  });

  it('has the last day in it', () => {
    expect(rangeOf({ from: '2026-02-01', to: '2026-02-28' }, now)).toEqual({
      from: local(2026, 2, 1),
      to: local(2026, 3, 1),
    });
  });

  it('may be open at either end', () => {
    expect(rangeOf({ from: '2026-02-01' }, now)).toEqual({ from: local(2026, 2, 1) });
    expect(rangeOf({ to: '2026-02-01' }, now)).toEqual({ to: local(2026, 2, 2) });
  });

  it('takes two days that are the wrong way round the right way', () => {
    expect(rangeOf({ from: '2026-02-28', to: '2026-02-01' }, now)).toEqual({
      from: local(2026, 2, 1),
      to: local(2026, 3, 1),
    });
  });
});

describe('a period in the address', () => {
  it.each([
    [{ period: '4-weeks', from: '2026-02-01' }, { period: '4-weeks' }],
    [{ period: 'ever', to: '2026-02-01' }, { to: '2026-02-01' }],
    [{ from: '2026-02-31x', to: 'tomorrow' }, {}],
    [{ from: '2026-13-01' }, {}],
  ])('%o is %o', (given, expected) => {
    expect(periodSearch(given)).toEqual(expected);
  });
});
