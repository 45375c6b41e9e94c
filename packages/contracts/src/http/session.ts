import { z } from 'zod';
import { attendanceStatus, id, instant, recordMethod, sessionStatus, summary, text, verification } from '../values.ts';
import { defineRoutes, route } from './route.ts';

export const recordId = z.string().meta({ description: '<sessionId>.<roundNumber>.<studentId>' });

export const record = z.object({
  _id: recordId,
  sessionId: id,
  classId: id,
  studentId: id,
  roundNumber: z.int(),
  status: attendanceStatus,
  verification,
  method: recordMethod,
  recordedAt: instant,
});
export type AttendanceRecord = z.infer<typeof record>;

export const round = z.object({
  roundId: z.string(),
  roundNumber: z.int(),
  startsAt: instant,
  endsAt: instant.nullable(),
});

export const session = z.object({
  _id: id,
  classId: id,
  className: z.string(),
  teacherId: id,
  status: sessionStatus,
  room: z.string().nullable(),
  startedAt: instant.nullable(),
  endedAt: instant.nullable(),
  rounds: z.array(round),
  summary: summary.nullable(),
});
export type Session = z.infer<typeof session>;

/** What a QR on the wall holds now. `code` is the typed code, null while the session's policy has none. */
export const qrCode = z.object({
  sessionId: id,
  roundId: z.string(),
  slot: z.int().min(0).max(8),
  token: z.string(),
  code: z.string().nullable(),
  issuedAt: instant,
  expiresAt: instant,
});
export type QrCode = z.infer<typeof qrCode>;

export const sessionRoutes = defineRoutes('session', {
  startSession: route({
    summary: 'Start a session now, with its first round',
    method: 'POST',
    paths: ['/api/v1/sessions'],
    access: 'teacher',
    body: z.strictObject({ classId: id, room: text(100).optional() }),
    status: 201,
    data: session,
    errors: ['class_not_found', 'not_class_teacher', 'class_archived', 'session_already_active'],
  }),

  classicStart: route({
    summary: "Start a session (classic); ends the class's open one and the teacher's own others",
    method: 'POST',
    paths: ['/attendance/start'],
    access: 'teacher',
    body: z.object({ classId: id }),
    data: z.object({ classId: id, startedAt: instant, sessionId: id }),
    errors: ['class_not_found', 'not_class_teacher', 'class_archived'],
    classic: true,
  }),

  getSession: route({
    summary: 'A session',
    method: 'GET',
    paths: ['/api/v1/sessions/:id'],
    access: 'any',
    ids: { id: 'session_not_found' },
    data: session,
    errors: ['session_not_found', 'not_class_teacher'],
  }),

  endSession: route({
    summary: 'End a session: who is not marked becomes absent',
    method: 'POST',
    paths: ['/api/v1/sessions/:id/end'],
    access: 'teacher',
    ids: { id: 'session_not_found' },
    data: session,
    errors: ['session_not_found', 'not_class_teacher', 'session_not_active'],
  }),

  getQr: route({
    summary: 'The code on the wall now (the session’s teachers only)',
    method: 'GET',
    paths: ['/api/v1/sessions/:id/qr'],
    access: 'teacher',
    ids: { id: 'session_not_found' },
    data: qrCode,
    errors: ['session_not_found', 'not_class_teacher', 'session_not_active'],
  }),

  listRecords: route({
    summary: 'The records of a session, by record id',
    method: 'GET',
    paths: ['/api/v1/sessions/:id/records'],
    access: 'teacher',
    ids: { id: 'session_not_found' },
    query: z.strictObject({
      cursor: recordId.max(100).optional(),
      limit: z.coerce.number().int().min(1).max(1000).default(100),
    }),
    data: z.object({ items: z.array(record), nextCursor: z.string().nullable() }),
    errors: ['session_not_found', 'not_class_teacher'],
  }),

  scan: route({
    summary: 'Scan the code on the wall',
    method: 'POST',
    paths: ['/api/v1/scans'],
    access: 'student',
    body: z.strictObject({ token: z.string().min(1).max(200) }),
    data: z.object({
      record,
      status: attendanceStatus,
      alreadyRecorded: z.boolean(),
      className: z.string(),
      courseName: z.string().nullable(),
      teacherName: z.string().nullable(),
      room: z.string().nullable(),
    }),
    errors: ['token_invalid', 'session_not_active', 'round_not_active', 'not_enrolled', 'token_expired', 'try_again'],
  }),
});
