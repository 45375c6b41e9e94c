/** Events: what has happened. JetStream, at least once, handlers idempotent by the envelope's id. */
import { z } from 'zod';
import { attendanceStatus, id, instant, recordMethod, role, summary } from './values.ts';

export const EVENT_STREAM = 'EVENTS';
export const EVENT_SUBJECTS = 'evt.>';

export interface EventDefinition<Data extends z.ZodType = z.ZodType> {
  subject: string;
  audited: boolean;
  data: Data;
}

function event<Data extends z.ZodType>(subject: `evt.${string}.${string}`, audited: boolean, data: Data) {
  return { subject, audited, data } satisfies EventDefinition<Data>;
}

const enrolment = z.object({ classId: id, studentId: id });

export const events = {
  userCreated: event('evt.user.created', true, z.object({ userId: id, role })),
  classCreated: event('evt.class.created', true, z.object({ classId: id, className: z.string(), teacherId: id })),
  enrolmentAdded: event('evt.enrolment.added', true, enrolment),
  sessionStarted: event('evt.session.started', true, z.object({ sessionId: id, classId: id, startedAt: instant })),
  sessionEnded: event('evt.session.ended', true, z.object({ sessionId: id, classId: id, endedAt: instant, summary })),
  attendanceRecorded: event(
    'evt.attendance.recorded',
    true,
    z.object({
      recordId: z.string(),
      sessionId: id,
      classId: id,
      studentId: id,
      roundNumber: z.int(),
      status: attendanceStatus,
      method: recordMethod,
      recordedAt: instant,
    }),
  ),
};
export type EventName = keyof typeof events;
export type EventData<Name extends EventName> = z.infer<(typeof events)[Name]['data']>;
