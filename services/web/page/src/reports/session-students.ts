import type { CallData } from '@rollcall/client';
import type { AttendanceStatus, Counts, routes } from '@rollcall/contracts';

export type SessionReport = CallData<typeof routes.sessionReport>;
export type SessionStudent = SessionReport['students'][number];
export type StudentRound = SessionStudent['rounds'][number];

/** Those with a result, those with something to decide about, and those with nothing yet. */
export const sessionFilters = ['all', 'present', 'late', 'absent', 'excused', 'flagged', 'waiting'] as const;
export type SessionFilter = (typeof sessionFilters)[number];

export function isIn(filter: SessionFilter, { status, rounds }: SessionStudent): boolean {
  if (filter === 'all') return true;
  if (filter === 'flagged') return rounds.some(({ verification }) => verification === 'flagged');
  return filter === 'waiting' ? status === null : status === filter;
}

/** The filters with how many each has; an empty one is left out. */
export function filterCounts(students: readonly SessionStudent[]): { filter: SessionFilter; count: number }[] {
  return sessionFilters
    .map((filter) => ({ filter, count: students.filter((student) => isIn(filter, student)).length }))
    .filter(({ filter, count }) => filter === 'all' || count > 0);
}

/** The rate as every report has it: excused ones do not count. Null when nothing does. */
export function rateOf({ present, late, absent }: Pick<Counts, 'present' | 'late' | 'absent'>): number | null {
  const all = present + late + absent;
  return all === 0 ? null : (present + late) / all;
}

/** Lists of records begin after a cursor: this one stands right before a record, whether there is one or not. */
export function cursorBefore(sessionId: string, roundNumber: number, studentId: string): string {
  const before = BigInt(`0x${studentId}`) - 1n;
  return `${sessionId}.${roundNumber}.${(before < 0n ? 0n : before).toString(16).padStart(24, '0')}`;
}

/** By the student's own phone, at the time that is recorded; a mark by hand may be days later. */
export function isScanned({ method }: StudentRound): boolean {
  return method === 'qr' || method === 'code';
}

/** What somebody scanned is overridden for a reason only. */
export function needsReason(round: StudentRound | undefined, to: AttendanceStatus): boolean {
  return round !== undefined && isScanned(round) && round.status !== to;
}
