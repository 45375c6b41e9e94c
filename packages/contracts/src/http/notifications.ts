import { z } from 'zod';
import { attendanceStatus, id, instant, recordFlag, verification } from '../values.ts';
import { flag } from './imports.ts';
import { recordId } from './records.ts';
import { defineRoutes, route } from './route.ts';

const why = z.string().nullable();
const ofClass = z.object({ classId: id, className: z.string() });
const ofSession = ofClass.extend({ sessionId: id });
const ofRecord = ofSession.extend({ recordId, roundNumber: z.int() });
/** Whom it is about. The name is for teachers; null in what students get about themselves. */
const aboutStudent = { studentId: id, studentName: z.string().nullable() };

/** What each kind of notification says: ids, and the few words that a page needs. */
export const notificationData = {
  session_started: ofSession.extend({ startedAt: instant }),
  session_reminder: ofSession.extend({ startsAt: instant }),
  session_cancelled: ofSession.extend({ why: z.string() }),
  attendance_recorded: ofRecord.extend({ status: attendanceStatus }),
  attendance_changed: ofRecord.extend({ from: attendanceStatus.nullable(), to: attendanceStatus, why }),
  attendance_flagged: ofRecord.extend({ status: attendanceStatus, flags: z.array(recordFlag), ...aboutStudent }),
  attendance_reviewed: ofRecord.extend({ status: attendanceStatus, verification, why }),
  excuse_requested: ofClass.extend({ excuseId: id, ...aboutStudent }),
  excuse_decided: ofClass.extend({ excuseId: id, approved: z.boolean(), why }),
  consecutive_absences: ofSession.extend({ inARow: z.int(), ...aboutStudent }),
  device_reset_decided: z.object({ resetId: id, approved: z.boolean(), why }),
};
export type NotificationKind = keyof typeof notificationData;
export type NotificationData<Kind extends NotificationKind> = z.infer<(typeof notificationData)[Kind]>;

export const notificationKind = z.enum(Object.keys(notificationData) as NotificationKind[]);

function ofKind<Kind extends NotificationKind>(kind: Kind) {
  const data = notificationData[kind] as (typeof notificationData)[Kind];
  return z.object({ _id: id, kind: z.literal(kind), data, createdAt: instant, readAt: instant.nullable() });
}

export const notification = z.discriminatedUnion('kind', [
  ofKind('session_started'),
  ofKind('session_reminder'),
  ofKind('session_cancelled'),
  ofKind('attendance_recorded'),
  ofKind('attendance_changed'),
  ofKind('attendance_flagged'),
  ofKind('attendance_reviewed'),
  ofKind('excuse_requested'),
  ofKind('excuse_decided'),
  ofKind('consecutive_absences'),
  ofKind('device_reset_decided'),
]);
export type Notification = z.infer<typeof notification>;

/** Where somebody wants to hear of a kind. */
export const notificationChannels = z.strictObject({ inApp: z.boolean(), email: z.boolean() });
export type NotificationChannels = z.infer<typeof notificationChannels>;

const preferences = z.object({ kinds: z.record(notificationKind, notificationChannels) });
export type NotificationPreferences = z.infer<typeof preferences>;

export const notificationRoutes = defineRoutes('notification', {
  listNotifications: route({
    summary: 'My notifications, the newest first, and how many I have not read',
    method: 'GET',
    paths: ['/api/v1/notifications'],
    access: 'any',
    query: z.strictObject({
      /** Only those that are not read. */
      unread: flag.default(false),
      cursor: z
        .string()
        .regex(/^\d{1,15}\.[0-9a-f]{24}$/)
        .optional(),
      limit: z.coerce.number().int().min(1).max(200).default(50),
    }),
    data: z.object({ items: z.array(notification), nextCursor: z.string().nullable(), unread: z.int() }),
  }),

  readNotification: route({
    summary: 'I have read it',
    method: 'POST',
    paths: ['/api/v1/notifications/:id/read'],
    access: 'any',
    ids: { id: 'notification_not_found' },
    data: notification,
    errors: ['notification_not_found'],
  }),

  readAllNotifications: route({
    summary: 'I have read all of them; how many that were',
    method: 'POST',
    paths: ['/api/v1/notifications/read-all'],
    access: 'any',
    data: z.object({ read: z.int() }),
  }),

  getNotificationPreferences: route({
    summary: 'Where I want to hear of what, every kind',
    method: 'GET',
    paths: ['/api/v1/notification-preferences'],
    access: 'any',
    data: preferences,
  }),

  setNotificationPreferences: route({
    summary: 'Say where I want to hear of what; kinds that are left out have the defaults again',
    method: 'PUT',
    paths: ['/api/v1/notification-preferences'],
    access: 'any',
    body: z.strictObject({
      kinds: z.partialRecord(
        notificationKind,
        notificationChannels.refine(({ inApp, email }) => inApp || !email, 'mails tell what is in the app'),
      ),
    }),
    data: preferences,
  }),
});
