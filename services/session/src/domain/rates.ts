import type { AttendanceStatus, Counts } from '@rollcall/contracts';

export const noCounts: Readonly<Counts> = { present: 0, late: 0, absent: 0, excused: 0, sessions: 0 };

/** The one rate: (present + late) / (all - excused); null when there is nothing to divide by. */
export function rateOf({ present, late, absent }: Omit<Counts, 'sessions'>): number | null {
  const attended = present + late;
  const counted = attended + absent;
  return counted === 0 ? null : attended / counted;
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
