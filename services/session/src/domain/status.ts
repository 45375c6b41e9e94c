import type { AttendanceStatus, Summary } from '@rollcall/contracts';

const bestFirst: AttendanceStatus[] = ['present', 'late', 'excused', 'absent'];

/** A student's result in a session: that of the best round; null without any record. */
export function bestStatus(statuses: AttendanceStatus[]): AttendanceStatus | null {
  return bestFirst.find((status) => statuses.includes(status)) ?? null;
}

/** A scan replaces `absent`, nothing else. */
export function holdsAgainstScan(status: AttendanceStatus): boolean {
  return status !== 'absent';
}

/** Counts statuses; `total` is the size of the roster. */
export function summarise(statuses: Iterable<AttendanceStatus>, total: number): Summary {
  const summary = { present: 0, late: 0, absent: 0, excused: 0, total };
  for (const status of statuses) summary[status] += 1;
  return summary;
}
