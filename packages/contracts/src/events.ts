/** Events: what has happened. JetStream, at least once, handlers idempotent by the envelope's id. */
import { z } from 'zod';
import type { ServiceName } from './paths.ts';
import { attendanceStatus, id, instant, recordMethod, role, summary } from './values.ts';

export const EVENT_STREAM = 'EVENTS';
export const EVENT_SUBJECTS = 'evt.>';

/** Who owns what has happened, and so is the only one that may publish it. */
export const entityOwners = {
  user: 'auth',
  device: 'auth',
  course: 'class',
  class: 'class',
  enrolment: 'class',
  session: 'session',
  attendance: 'session',
} as const satisfies Record<string, ServiceName>;
type Entity = keyof typeof entityOwners;

export interface EventDefinition<Data extends z.ZodType = z.ZodType> {
  subject: string;
  audited: boolean;
  data: Data;
  publishedBy: ServiceName;
  consumedBy: readonly ServiceName[];
}

function event<Data extends z.ZodType>(
  subject: `evt.${Entity}.${string}`,
  audited: boolean,
  data: Data,
  consumedBy: readonly ServiceName[] = [],
) {
  const publishedBy: ServiceName = entityOwners[subject.split('.')[1] as Entity];
  return { subject, audited, data, publishedBy, consumedBy } satisfies EventDefinition<Data>;
}

const enrolment = z.object({ classId: id, studentId: id });

/** An act about an account: `why` is the reason that somebody gave, who acted is the envelope's actor. */
const aboutUser = z.object({ userId: id, why: z.string().optional() });
const aboutReset = aboutUser.extend({ resetId: id });

/** Why a log-in session ended. */
export const sessionEndReason = z.enum([
  'log-out',
  'ended-by-owner',
  'ended-by-admin',
  'password-changed',
  'user-disabled',
  'role-changed',
  'refresh-token-reused',
]);
export type SessionEndReason = z.infer<typeof sessionEndReason>;

export const events = {
  userCreated: event('evt.user.created', true, z.object({ userId: id, role })),
  /** Name, e-mail address, username or student number: which of them, not what they were. */
  userEdited: event('evt.user.edited', true, aboutUser.extend({ fields: z.array(z.string()) }), ['class']),
  userRoleChanged: event('evt.user.role-changed', true, aboutUser.extend({ from: role, to: role })),
  userDisabled: event('evt.user.disabled', true, aboutUser, ['class']),
  userEnabled: event('evt.user.enabled', true, aboutUser, ['class']),
  userPasswordChanged: event(
    'evt.user.password-changed',
    true,
    aboutUser.extend({ how: z.enum(['changed', 'reset', 'invitation']) }),
  ),
  userLoggedIn: event('evt.user.logged-in', true, z.object({ userId: id, sessionId: id })),
  userSessionEnded: event(
    'evt.user.session-ended',
    true,
    z.object({ userId: id, sessionId: id, why: sessionEndReason }),
  ),
  deviceBound: event('evt.device.bound', true, aboutUser.extend({ deviceId: id, kind: z.enum(['id', 'imei', 'key']) })),
  deviceResetRequested: event('evt.device.reset-requested', true, aboutReset),
  deviceResetApproved: event('evt.device.reset-approved', true, aboutReset),
  deviceResetRejected: event('evt.device.reset-rejected', true, aboutReset),
  classCreated: event('evt.class.created', true, z.object({ classId: id, className: z.string(), teacherId: id })),
  courseCreated: event('evt.course.created', true, z.object({ courseId: id, code: z.string(), term: z.string() })),
  courseEdited: event('evt.course.edited', true, z.object({ courseId: id, fields: z.array(z.string()) })),
  courseDeleted: event('evt.course.deleted', true, z.object({ courseId: id })),
  /** Which of its values, archiving among them; `teacherIds` are all its teachers now, the owner first. */
  classEdited: event(
    'evt.class.edited',
    true,
    z.object({ classId: id, fields: z.array(z.string()), teacherIds: z.array(id) }),
    ['session'],
  ),
  classDeleted: event('evt.class.deleted', true, z.object({ classId: id })),
  joinCodeMade: event(
    'evt.class.join-code-made',
    true,
    z.object({ classId: id, expiresAt: instant, approval: z.boolean() }),
  ),
  joinCodeRevoked: event('evt.class.join-code-revoked', true, z.object({ classId: id })),
  enrolmentAdded: event('evt.enrolment.added', true, enrolment.extend({ movedFrom: id.optional() }), ['session']),
  enrolmentRemoved: event('evt.enrolment.removed', true, enrolment.extend({ movedTo: id.optional() }), ['session']),
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
