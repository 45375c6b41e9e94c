import type { AttendanceStatus } from '@rollcall/contracts';

/** In the order in which they stand on each other, and in every list. */
export const countedStatuses = ['present', 'late', 'absent', 'excused'] as const satisfies AttendanceStatus[];
