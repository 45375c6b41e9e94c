import { expect, it } from 'vitest';
import { analyticsSearch, classReportSearch, sessionReportSearch } from '../../../page/src/reports/address.ts';

it('takes what an address says about a report', () => {
  const said = { by: 'month', show: 'counts', below: '60', sort: '-rate', search: 'ada', period: '3-months' };
  expect(classReportSearch(said)).toEqual({ ...said, below: 60 });
});

it('leaves out what does not make sense', () => {
  const said = { by: 'year', show: 'all', below: '61', sort: '', search: 7, from: 'yesterday' };
  expect(classReportSearch(said)).toEqual({});
  expect(analyticsSearch({ term: '' })).toEqual({});
  expect(sessionReportSearch({ status: 3 })).toEqual({});
});
