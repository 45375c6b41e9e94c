import { describe, expect, it } from 'vitest';
import { countsAs, holdsAgainstScan, resultOf, summarise } from '../src/domain/status.ts';

describe('results', () => {
  it('are those of the best round: present, late, excused, absent', () => {
    expect(resultOf(['absent', 'late', 'present'], 'best')).toBe('present');
    expect(resultOf(['absent', 'excused', 'late'], 'best')).toBe('late');
    expect(resultOf(['absent', 'excused'], 'best')).toBe('excused');
    expect(resultOf(['absent'], 'best')).toBe('absent');
    expect(resultOf([], 'best')).toBeNull();
  });

  it('are those of the worst round when all are needed', () => {
    expect(resultOf(['absent', 'late', 'present'], 'every')).toBe('absent');
    expect(resultOf(['excused', 'late'], 'every')).toBe('excused');
    expect(resultOf(['present', 'late'], 'every')).toBe('late');
    expect(resultOf([], 'every')).toBeNull();
  });

  it('count a rejected record as absent, a doubtful one as its status', () => {
    expect(countsAs({ status: 'present', verification: 'rejected' })).toBe('absent');
    expect(countsAs({ status: 'late', verification: 'flagged' })).toBe('late');
    expect(countsAs({ status: 'present', verification: 'pending' })).toBe('present');
  });

  it('count by status over the roster', () => {
    expect(summarise(['present', 'present', 'late', 'absent'], 7)).toEqual({
      present: 2,
      late: 1,
      absent: 1,
      excused: 0,
      total: 7,
    });
  });

  it('let a scan replace absent alone', () => {
    expect(['present', 'late', 'absent', 'excused'].map((status) => holdsAgainstScan(status as 'late'))).toEqual([
      true,
      true,
      false,
      true,
    ]);
  });
});
