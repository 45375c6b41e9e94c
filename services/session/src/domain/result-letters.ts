import type { AttendanceStatus } from '@rollcall/contracts';

/** Results are stored as one letter each. */
const letters = { present: 'P', late: 'L', absent: 'A', excused: 'E' } as const satisfies Record<
  AttendanceStatus,
  string
>;
const statuses = new Map(
  Object.entries(letters).map(([status, letter]) => [letter as string, status as AttendanceStatus]),
);

export function letterOf(status: AttendanceStatus): string {
  return letters[status];
}

/** Throws for a letter that stands for nothing. */
export function statusOf(letter: string): AttendanceStatus {
  const status = statuses.get(letter);
  if (!status) throw new Error(`no result is written "${letter}"`);
  return status;
}
