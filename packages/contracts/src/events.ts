/** Events: what has happened. JetStream, at least once, handlers idempotent by the envelope's id. */
import { z } from 'zod';
import type { ServiceName } from './paths.ts';
import { attendanceStatus, id, instant, recordFlag, recordMethod, role, summary, verification } from './values.ts';

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
  round: 'session',
  attendance: 'session',
  excuse: 'session',
  export: 'session',
  calendar: 'session',
  webhook: 'notification',
} as const satisfies Record<string, ServiceName>;
type Entity = keyof typeof entityOwners;

export interface EventDefinition<Data extends z.ZodType = z.ZodType, Audited extends boolean = boolean> {
  subject: string;
  audited: Audited;
  data: Data;
  publishedBy: ServiceName;
  consumedBy: readonly ServiceName[];
}

function event<Data extends z.ZodType, Audited extends boolean>(
  subject: `evt.${Entity}.${string}`,
  audited: Audited,
  data: Data,
  reactedToBy: readonly ServiceName[] = [],
): EventDefinition<Data, Audited> {
  const publishedBy: ServiceName = entityOwners[subject.split('.')[1] as Entity];
  const consumedBy: readonly ServiceName[] = audited ? [...reactedToBy, 'audit'] : reactedToBy;
  return { subject, audited, data, publishedBy, consumedBy };
}

const enrolment = z.object({ classId: id, studentId: id });

const ofSession = z.object({ sessionId: id, classId: id });
const ofRecord = ofSession.extend({
  recordId: z.string(),
  studentId: id,
  roundNumber: z.int(),
  status: attendanceStatus,
});

/** An act about an account: `why` is the reason that somebody gave, who acted is the envelope's actor. */
const aboutUser = z.object({ userId: id, why: z.string().optional() });
const ofExcuse = z.object({ excuseId: id, classId: id, studentId: id });
const aboutWebhook = z.object({ webhookId: id });
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
  /** A wrong guess at the password of an account, or the right one of a disabled account. */
  userLogInFailed: event('evt.user.log-in-failed', true, z.object({ userId: id })),
  userSessionEnded: event(
    'evt.user.session-ended',
    true,
    z.object({ userId: id, sessionId: id, why: sessionEndReason }),
  ),
  deviceBound: event('evt.device.bound', true, aboutUser.extend({ deviceId: id, kind: z.enum(['id', 'imei', 'key']) })),
  deviceResetRequested: event('evt.device.reset-requested', true, aboutReset),
  deviceResetApproved: event('evt.device.reset-approved', true, aboutReset, ['notification']),
  deviceResetRejected: event('evt.device.reset-rejected', true, aboutReset, ['notification']),
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
  sessionScheduled: event(
    'evt.session.scheduled',
    true,
    ofSession.extend({ startsAt: instant, endsAt: instant.nullable() }),
    ['notification'],
  ),
  sessionStarted: event('evt.session.started', true, ofSession.extend({ startedAt: instant }), ['notification']),
  sessionEnded: event('evt.session.ended', true, ofSession.extend({ endedAt: instant, summary }), ['notification']),
  sessionCancelled: event('evt.session.cancelled', true, ofSession.extend({ why: z.string() }), ['notification']),
  /** The code that people type; what it is is nobody's business. */
  sessionCodeRegenerated: event('evt.session.code-regenerated', true, ofSession),
  roundStarted: event('evt.round.started', true, ofSession.extend({ roundNumber: z.int(), startsAt: instant })),
  roundEnded: event('evt.round.ended', true, ofSession.extend({ roundNumber: z.int(), endsAt: instant })),
  /** A scan that counts. Its id follows from the record and its time, so that one told twice is handled once. */
  attendanceRecorded: event(
    'evt.attendance.recorded',
    true,
    ofRecord.extend({
      method: recordMethod,
      recordedAt: instant,
      verification: verification.default('confirmed'),
      flags: z.array(recordFlag).default([]),
    }),
    ['notification'],
  ),
  /** A mark by hand or by an administrator over what was there. */
  attendanceChanged: event(
    'evt.attendance.changed',
    true,
    ofRecord.extend({
      from: attendanceStatus.nullable(),
      method: recordMethod,
      rev: z.int(),
      why: z.string().nullable(),
    }),
    ['notification'],
  ),
  /** A record became doubtful after it was made: its device marked somebody else, too. */
  attendanceFlagged: event('evt.attendance.flagged', true, ofRecord.extend({ flags: z.array(recordFlag) }), [
    'notification',
  ]),
  /** The decision about a doubtful one. */
  attendanceReviewed: event(
    'evt.attendance.reviewed',
    true,
    ofRecord.extend({ verification, why: z.string().nullable() }),
    ['notification'],
  ),
  excuseRequested: event('evt.excuse.requested', true, ofExcuse, ['notification']),
  excuseWithdrawn: event('evt.excuse.withdrawn', true, ofExcuse, ['notification']),
  excuseDecided: event(
    'evt.excuse.decided',
    true,
    ofExcuse.extend({ approved: z.boolean(), why: z.string().nullable() }),
    ['notification'],
  ),
  /** Records left as a file: of a session, a class, a course (`ofId`) or all. */
  exportMade: event(
    'evt.export.made',
    true,
    z.object({
      exportId: id,
      what: z.enum(['session', 'class', 'course', 'institution', 'audit']),
      ofId: id.nullable(),
      format: z.enum(['csv', 'xlsx']),
    }),
  ),
  /** An address that shows a class's sessions to whoever has it. */
  calendarKeyMade: event('evt.calendar.key-made', true, z.object({ classId: id, userId: id })),
  calendarKeyRevoked: event('evt.calendar.key-revoked', true, z.object({ classId: id, userId: id })),
  webhookCreated: event('evt.webhook.created', true, aboutWebhook),
  webhookEdited: event('evt.webhook.edited', true, aboutWebhook.extend({ fields: z.array(z.string()) })),
  webhookDeleted: event('evt.webhook.deleted', true, aboutWebhook),
};
export type EventName = keyof typeof events;
export type EventData<Name extends EventName> = z.infer<(typeof events)[Name]['data']>;
/** Those that the audit log keeps. */
export type AuditedEventName = {
  [Name in EventName]: (typeof events)[Name]['audited'] extends true ? Name : never;
}[EventName];
