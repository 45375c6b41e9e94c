/** The classic WebSocket `/ws`: text frames `{event, data}` both ways. */
import { z } from 'zod';
import { attendanceStatus } from '../values.ts';

export const classicFrame = z.object({ event: z.string(), data: z.record(z.string(), z.unknown()) });
export type ClassicFrame = z.infer<typeof classicFrame>;

/** What a client may send; who may send it and the shape of its data. Unknown keys are ignored. */
export const classicEvents = {
  ATTENDANCE_MARKED: {
    role: 'teacher',
    data: z.object({ studentId: z.string().min(1).max(100), status: attendanceStatus }),
  },
  TODAY_SUMMARY: { role: 'teacher', data: z.object({}) },
  MY_ATTENDANCE: { role: 'student', data: z.object({}) },
  DONE: { role: 'teacher', data: z.object({}) },
} as const;
export type ClassicEvent = keyof typeof classicEvents;

export const CLASSIC_DONE_MESSAGE = 'Attendance persisted';
export const CLASSIC_NOT_MARKED = 'not yet updated';

/** The sender's copy of a frame goes out first, the others' at least this much later. */
export const CLASSIC_BROADCAST_DELAY_MS = 5;

/** The classic contract knows two statuses: late counts as present, excused as absent. */
export function toClassicStatus(status: z.infer<typeof attendanceStatus>): 'present' | 'absent' {
  return status === 'present' || status === 'late' ? 'present' : 'absent';
}
