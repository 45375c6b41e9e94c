/** The classic WebSocket `/ws`: text frames `{event, data}` both ways. */
import { z } from 'zod';
import { attendanceStatus } from '../values.ts';

export const classicFrame = z.object({ event: z.string(), data: z.record(z.string(), z.unknown()) });
export type ClassicFrame = z.infer<typeof classicFrame>;

export const CLASSIC_DONE_MESSAGE = 'Attendance persisted' as const;
export const CLASSIC_NOT_MARKED = 'not yet updated' as const;

const marked = z.object({ present: z.int(), absent: z.int(), total: z.int() });

/**
 * What a client may send: who may send it, the shape of its data (unknown keys are ignored), and the data of the answer,
 * a frame of the same name. It goes to the sender, and to the other sockets of the class where `answerTo` says so.
 */
export const classicEvents = {
  ATTENDANCE_MARKED: {
    about: 'Marks a student. Its answer is the same frame.',
    role: 'teacher',
    data: z.object({ studentId: z.string().min(1).max(100), status: attendanceStatus }),
    answer: z.object({ studentId: z.string(), status: attendanceStatus }),
    answerTo: 'class',
  },
  TODAY_SUMMARY: {
    about: 'How many are marked so far: late counts as present, excused as absent.',
    role: 'teacher',
    data: z.object({}),
    answer: marked,
    answerTo: 'class',
  },
  MY_ATTENDANCE: {
    about: "A student's own status.",
    role: 'student',
    data: z.object({}),
    answer: z.object({ status: z.enum(['present', 'absent', CLASSIC_NOT_MARKED]) }),
    answerTo: 'sender',
  },
  DONE: {
    about: 'Ends the session: who is not marked becomes absent.',
    role: 'teacher',
    data: z.object({}),
    answer: marked.extend({ message: z.literal(CLASSIC_DONE_MESSAGE) }),
    answerTo: 'class',
  },
} as const;
export type ClassicEvent = keyof typeof classicEvents;

/** The event of a refusal, to the sender alone; the socket stays open unless its token is bad. */
export const CLASSIC_ERROR = 'ERROR';
export const classicError = z.object({ message: z.string() });

/** The sender's copy of a frame goes out first, the others' at least this much later. */
export const CLASSIC_BROADCAST_DELAY_MS = 5;

/** The classic contract knows two statuses: late counts as present, excused as absent. */
export function toClassicStatus(status: z.infer<typeof attendanceStatus>): 'present' | 'absent' {
  return status === 'present' || status === 'late' ? 'present' : 'absent';
}
