import { describe, expect, it } from 'vitest';
import {
  cursorBefore,
  filterCounts,
  needsReason,
  rateOf,
  type SessionStudent,
  type StudentRound,
} from '../../../page/src/reports/session-students.ts';

const session = '65f0c0ffee65f0c0ffee65f0';

describe('filters', () => {
  it('count results, and flagged ones once more', () => {
    const students = [
      student('present'),
      student('present', { verification: 'flagged' }),
      student('late'),
      student('absent', { verification: 'rejected' }),
      student(null),
    ];
    expect(filterCounts(students)).toEqual([
      { filter: 'all', count: 5 },
      { filter: 'present', count: 2 },
      { filter: 'late', count: 1 },
      { filter: 'absent', count: 1 },
      { filter: 'flagged', count: 1 },
      { filter: 'waiting', count: 1 },
    ]);
  });
});

describe('the cursor before a record', () => {
  it.each([
    ['65f0c0ffee65f0c0ffee65f1', '65f0c0ffee65f0c0ffee65f0'],
    ['65f0c0ffee65f0c0ff000000', '65f0c0ffee65f0c0feffffff'],
    ['000000000000000000000001', '000000000000000000000000'],
    ['000000000000000000000000', '000000000000000000000000'],
  ])('of %s is of the student id right before', (id, before) => {
    expect(cursorBefore(session, 2, id)).toBe(`${session}.2.${before}`);
  });
});

describe('a reason', () => {
  it('is needed to change what was scanned or typed', () => {
    expect(needsReason(round('present', { method: 'qr' }), 'absent')).toBe(true);
    expect(needsReason(round('late', { method: 'code' }), 'present')).toBe(true);
  });

  it('is not needed for what nobody scanned, or when nothing changes', () => {
    expect(needsReason(round('absent', { method: 'machine' }), 'excused')).toBe(false);
    expect(needsReason(round('present', { method: 'qr' }), 'present')).toBe(false);
    expect(needsReason(undefined, 'present')).toBe(false);
  });
});

it('a rate leaves out the excused, and is none of nothing', () => {
  expect(rateOf({ present: 2, late: 1, absent: 1 })).toBe(0.75);
  expect(rateOf({ present: 0, late: 0, absent: 0 })).toBeNull();
});

function round(status: StudentRound['status'], more: Partial<StudentRound> = {}): StudentRound {
  return {
    roundNumber: 1,
    status,
    verification: 'confirmed',
    method: 'qr',
    recordedAt: '2026-03-02T08:05:00.000Z',
    flags: [],
    lateByMinutes: null,
    ...more,
  };
}

function student(status: SessionStudent['status'], more: Partial<StudentRound> = {}): SessionStudent {
  return {
    studentId: session,
    name: 'Ada Kim',
    status,
    verification: status && (more.verification ?? 'confirmed'),
    rounds: status ? [round(status, more)] : [],
  };
}
