import { describe, expect, it } from 'vitest';
import { bestStatus, holdsAgainstScan, summarise } from '../src/domain/status.ts';

describe('results', () => {
  it('are those of the best round: present, late, excused, absent', () => {
    expect(bestStatus(['absent', 'late', 'present'])).toBe('present');
    expect(bestStatus(['absent', 'excused', 'late'])).toBe('late');
    expect(bestStatus(['absent', 'excused'])).toBe('excused');
    expect(bestStatus(['absent'])).toBe('absent');
    expect(bestStatus([])).toBeNull();
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
