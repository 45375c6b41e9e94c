import type { AttendanceStatus, Counts, SessionPolicy, Verification } from '@rollcall/contracts';
import { countsAs, resultOf } from './status.ts';

/** What results are counted from. */
export interface CountedRecord {
  studentId: string;
  status: AttendanceStatus;
  verification: Verification;
}

export interface Result {
  studentId: string;
  status: AttendanceStatus;
}

export const noCounts: Readonly<Counts> = { present: 0, late: 0, absent: 0, excused: 0, sessions: 0 };

/** The result of each student who has a record in a session, in the order of their ids. */
export function resultsOf(records: CountedRecord[], policy: Pick<SessionPolicy, 'result'>): Result[] {
  const byStudent = Map.groupBy(records, ({ studentId }) => studentId);
  const results = [...byStudent].flatMap(([studentId, ofStudent]) => {
    const status = resultOf(ofStudent.map(countsAs), policy.result);
    return status === null ? [] : { studentId, status };
  });
  return results.sort((one, other) => (one.studentId < other.studentId ? -1 : 1));
}

/** The one rate: (present + late) / (all - excused); null when there is nothing to divide by. */
export function rateOf({ present, late, absent }: Omit<Counts, 'sessions'>): number | null {
  const attended = present + late;
  const counted = attended + absent;
  return counted === 0 ? null : attended / counted;
}

/** Results by what they are. */
export function countStatuses(statuses: Iterable<AttendanceStatus>): Omit<Counts, 'sessions'> {
  const counts = { present: 0, late: 0, absent: 0, excused: 0 };
  for (const status of statuses) counts[status] += 1;
  return counts;
}

/** Both together. */
export function addCounts(one: Counts, other: Counts): Counts {
  return {
    present: one.present + other.present,
    late: one.late + other.late,
    absent: one.absent + other.absent,
    excused: one.excused + other.excused,
    sessions: one.sessions + other.sessions,
  };
}

/** What leaves of counts. */
export function figuresOf(counts: Counts) {
  return { counts, rate: rateOf(counts) };
}

/** A student's results in the order of their sessions, counted one after the other. */
export interface Tally {
  counts: Counts;
  /** The last ones that were all absent. */
  absencesInARow: number;
}

export function newTally(): Tally {
  return { counts: { ...noCounts }, absencesInARow: 0 };
}

/** Adds the next result. */
export function tally(one: Tally, status: AttendanceStatus): void {
  one.counts[status] += 1;
  one.counts.sessions += 1;
  one.absencesInARow = status === 'absent' ? one.absencesInARow + 1 : 0;
}
