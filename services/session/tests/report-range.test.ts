import { expect, test } from 'vitest';
import { localDate, readRange } from '../src/domain/report-range.ts';

const now = Date.parse('2026-06-01T00:00:00.000Z');
const refusal = (from?: string, to?: string) => {
  try {
    readRange({ from, to }, now);
    return undefined;
  } catch (error) {
    return (error as { details: { message: string }[] }).details[0]?.message;
  }
};

test.each([
  ['2026-05-02T00:00:00.000Z', '2026-05-01T00:00:00.000Z', 'must not be after to'],
  ['2026-05-01T00:00:00.000Z', '2026-05-01T00:00:00.000Z', undefined],
  ['2016-05-01T00:00:00.000Z', '2026-05-01T00:00:00.000Z', undefined],
  ['2016-04-30T23:59:59.999Z', '2026-05-01T00:00:00.000Z', 'must be within 10 years of to'],
  ['2016-05-31T00:00:00.000Z', undefined, 'must be within 10 years of to'],
  ['2016-06-01T00:00:00.000Z', undefined, undefined],
  ['2030-06-01T00:00:00.000Z', undefined, undefined],
  [undefined, '0001-01-01T00:00:00.000Z', undefined],
])('from %s to %s: %s', (from, to, message) => {
  expect(refusal(from, to)).toBe(message);
});

test('the date of a place: on both sides of midnight and of a summer time', () => {
  const dates = (text: string) =>
    ['UTC', 'America/New_York', 'Asia/Kathmandu', 'Pacific/Kiritimati'].map((zone) =>
      localDate(Date.parse(text), zone),
    );
  expect(dates('2026-03-08T04:59:59.999Z')).toEqual(['2026-03-08', '2026-03-07', '2026-03-08', '2026-03-08']);
  expect(dates('2026-03-09T03:59:59.999Z')).toEqual(['2026-03-09', '2026-03-08', '2026-03-09', '2026-03-09']);
  expect(dates('2026-03-09T18:15:00.000Z')).toEqual(['2026-03-09', '2026-03-09', '2026-03-10', '2026-03-10']);
});
