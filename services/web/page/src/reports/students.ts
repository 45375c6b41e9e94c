import type { CallData } from '@rollcall/client';
import type { routes } from '@rollcall/contracts';
import type { Sorting } from '../ui/long-table.tsx';

export type ReportedStudent = CallData<typeof routes.classReport>['students'][number];

export const studentSorts = ['name', 'rate', 'absent', 'inARow'] as const;
export type StudentSort = (typeof studentSorts)[number];

/** "-rate" is by rate, the highest first; what is not known is by name. */
export function sortingOf(text: string | undefined): Sorting & { key: StudentSort } {
  const key = studentSorts.find((sort) => sort === text?.replace(/^-/, '')) ?? 'name';
  return { key, isDescending: text?.startsWith('-') ?? false };
}

/** What the address says after a title was pressed: the other way round, or what is worth seeing first in this column. */
export function sortAfter(before: Sorting, key: string): string | undefined {
  if (before.key === key) return before.isDescending ? key : `-${key}`;
  return key === 'absent' || key === 'inARow' ? `-${key}` : key;
}

/** Whoever has no rate comes last, whichever way; equal ones are by name. */
export function sortStudents(
  students: readonly ReportedStudent[],
  { key, isDescending }: Sorting & { key: StudentSort },
  language: string,
): ReportedStudent[] {
  const { compare } = new Intl.Collator(language, { numeric: true });
  const byName = (a: ReportedStudent, b: ReportedStudent) =>
    Number(a.name === null) - Number(b.name === null) || compare(a.name ?? a.studentId, b.name ?? b.studentId);
  const sign = isDescending ? -1 : 1;
  if (key === 'name') return students.toSorted((a, b) => sign * byName(a, b));
  const valueBy = {
    rate: ({ rate }: ReportedStudent) => rate,
    absent: ({ counts }: ReportedStudent) => counts.absent,
    inARow: ({ absencesInARow }: ReportedStudent) => absencesInARow,
  }[key];
  return students.toSorted((a, b) => {
    const [first, second] = [valueBy(a), valueBy(b)];
    if (first === null || second === null) return Number(first === null) - Number(second === null) || byName(a, b);
    return sign * (first - second) || byName(a, b);
  });
}

/** Those of the class whose rate is below a threshold, the lowest first, as the API's own list has them. */
export function studentsAtRisk(students: readonly ReportedStudent[], belowPercent: number): ReportedStudent[] {
  return students
    .filter(({ enrolled, rate }) => enrolled && rate !== null && rate < belowPercent / 100)
    .toSorted((a, b) => (a.rate ?? 0) - (b.rate ?? 0) || b.counts.absent - a.counts.absent);
}

/** The names that hold each of the words, whatever their case and accents. */
export function searchNames<Person extends { name: string | null }>(people: readonly Person[], search = ''): Person[] {
  const words = plain(search).split(/\s+/).filter(Boolean);
  if (words.length === 0) return [...people];
  return people.filter(({ name }) => {
    const text = plain(name ?? '');
    return words.every((word) => text.includes(word));
  });
}

function plain(text: string): string {
  return text.normalize('NFKD').replace(/\p{M}/gu, '').toLowerCase();
}
