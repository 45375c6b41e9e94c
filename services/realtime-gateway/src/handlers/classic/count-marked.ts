import type { Summary } from '@rollcall/contracts';

/** The classic contract's count of those who are marked: late counts as present, excused as absent. */
export function countMarked(summary: Summary) {
  const present = summary.present + summary.late;
  const absent = summary.absent + summary.excused;
  return { present, absent, total: present + absent };
}
