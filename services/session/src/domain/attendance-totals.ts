import type { AttendanceStatus } from '@rollcall/contracts';

/** A student's results by status, over sessions that have ended. */
export type Totals = Record<AttendanceStatus, number>;

export function noTotals(): Totals {
  return { present: 0, late: 0, absent: 0, excused: 0 };
}

/** (present + late) / (all - excused), to four digits; null when there is nothing to divide by. */
export function rateOf({ present, late, absent }: Totals): number | null {
  const counted = present + late + absent;
  return counted === 0 ? null : Math.round(((present + late) * 10_000) / counted) / 10_000;
}
