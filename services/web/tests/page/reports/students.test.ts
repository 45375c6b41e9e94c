import { describe, expect, it } from 'vitest';
import {
  type ReportedStudent,
  searchNames,
  sortAfter,
  sortingOf,
  sortStudents,
  studentsAtRisk,
} from '../../../page/src/reports/students.ts';

const students = [
  student('Zoë Weber', 0.9, 1),
  student('Ada Kim', 0.75, 3),
  student('Ben Okoye', null, 0),
  student('Carla Ruiz', 0.5, 6, { absencesInARow: 2 }),
  student('Ägidius Lind', 0.749, 3, { enrolled: false }),
  student(null, 0.2, 9),
];
const named = (list: ReportedStudent[]) => list.map(({ name }) => name);

describe('sorting', () => {
  it('is by name as the language has it, without a name last', () => {
    const sorted = sortStudents(students, sortingOf(undefined), 'de');
    expect(named(sorted)).toEqual(['Ada Kim', 'Ägidius Lind', 'Ben Okoye', 'Carla Ruiz', 'Zoë Weber', null]);
  });

  it.each([
    ['rate', [null, 'Carla Ruiz', 'Ägidius Lind', 'Ada Kim', 'Zoë Weber', 'Ben Okoye']],
    ['-rate', ['Zoë Weber', 'Ada Kim', 'Ägidius Lind', 'Carla Ruiz', null, 'Ben Okoye']],
    ['-absent', [null, 'Carla Ruiz', 'Ada Kim', 'Ägidius Lind', 'Zoë Weber', 'Ben Okoye']],
    ['-inARow', ['Carla Ruiz', 'Ada Kim', 'Ägidius Lind', 'Ben Okoye', 'Zoë Weber', null]],
  ])('by %s has whoever has no rate last, and equal ones by name', (text, expected) => {
    expect(named(sortStudents(students, sortingOf(text), 'de'))).toEqual(expected);
  });

  it('takes what nobody can sort by for the name', () => {
    expect(sortingOf('-shoe')).toEqual({ key: 'name', isDescending: true });
  });

  it('turns around when a title is pressed again, and begins with the most absences', () => {
    expect(sortAfter(sortingOf('rate'), 'rate')).toBe('-rate');
    expect(sortAfter(sortingOf('-rate'), 'rate')).toBe('rate');
    expect(sortAfter(sortingOf('name'), 'absent')).toBe('-absent');
    expect(sortAfter(sortingOf('-absent'), 'name')).toBe('name');
  });
});

describe('at risk', () => {
  it('are those of the class below the threshold, the lowest first', () => {
    expect(named(studentsAtRisk(students, 75))).toEqual([null, 'Carla Ruiz']);
    expect(named(studentsAtRisk(students, 80))).toEqual([null, 'Carla Ruiz', 'Ada Kim']);
  });

  it('is nobody without a rate', () => {
    expect(studentsAtRisk([student('Ben Okoye', null, 0)], 80)).toEqual([]);
  });
});

describe('search', () => {
  it.each([
    ['zoe', ['Zoë Weber']],
    ['  RUIZ carl ', ['Carla Ruiz']],
    ['agidius', ['Ägidius Lind']],
    ['', named(students)],
    ['nobody', []],
  ])('for "%s" looks at words, whatever case and accents', (text, expected) => {
    expect(named(searchNames(students, text))).toEqual(expected);
  });
});

function student(
  name: string | null,
  rate: number | null,
  absent: number,
  more: Partial<ReportedStudent> = {},
): ReportedStudent {
  return {
    studentId: `id of ${name}`,
    name,
    rate,
    counts: { present: 10, late: 0, absent, excused: 0, sessions: 10 },
    enrolled: true,
    absencesInARow: 0,
    ...more,
  };
}
