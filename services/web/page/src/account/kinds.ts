import type { NotificationKind, Role } from '@rollcall/contracts';

/** What each role is told of, in the order in which it is asked about. */
export const kindsOf: Record<Role, readonly NotificationKind[]> = {
  student: [
    'session_started',
    'session_reminder',
    'session_cancelled',
    'attendance_recorded',
    'attendance_changed',
    'attendance_flagged',
    'attendance_reviewed',
    'excuse_decided',
    'consecutive_absences',
    'device_reset_decided',
  ],
  teacher: ['session_reminder', 'attendance_flagged', 'excuse_requested', 'consecutive_absences'],
  admin: [],
};
