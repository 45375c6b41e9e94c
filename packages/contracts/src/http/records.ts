import { z } from 'zod';
import { attendanceStatus, id, instant, recordFlag, recordMethod, summary, text, verification } from '../values.ts';
import { defineRoutes, route } from './route.ts';
import { asSessionTeacher, MAX_ROUNDS, ofSession, round } from './sessions.ts';

/** `<sessionId>.<roundNumber>.<studentId>` */
export const RECORD_ID = /^[0-9a-f]{24}\.[1-9]\d{0,2}\.[0-9a-f]{24}$/;
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
  /** Why it is, or was, doubtful. */
  flags: z.array(recordFlag),
  /** Where the phone was, as far as it is kept. */
  location: z.object({ verdict: z.enum(['inside', 'outside', 'uncertain']), distanceMetres: z.int() }).nullable(),
  /** Counts its changes: send it along to change what you have seen. */
  rev: z.int(),
});
export type AttendanceRecord = z.infer<typeof record>;

/** One change by a person: who, when, from, to, why. */
const recordChange = z.object({
  at: instant,
  by: id,
  from: attendanceStatus.nullable(),
  to: attendanceStatus,
  verification: verification.nullable(),
  reason: z.string().nullable(),
});

/** What staff see of a record. */
const recordWithHistory = record.extend({ history: z.array(recordChange) });
export type RecordWithHistory = z.infer<typeof recordWithHistory>;

const reason = text(500);
const page = {
  cursor: recordId.max(100).optional(),
  limit: z.coerce.number().int().min(1).max(1000).default(100),
};
const records = z.object({ items: z.array(recordWithHistory), nextCursor: z.string().nullable() });
const ofRecord = { id: { notFound: 'record_not_found', pattern: RECORD_ID } } as const;
const decision = { method: 'POST', access: 'teacher', ids: ofRecord, data: recordWithHistory } as const;
const refusedDecision = ['record_not_found', 'not_class_teacher', 'record_not_flagged'] as const;

export const recordRoutes = defineRoutes('session', {
  listRecords: route({
    summary: 'The records of a session, by record id',
    method: 'GET',
    paths: ['/api/v1/sessions/:id/records'],
    access: 'teacher',
    ids: ofSession,
    query: z.strictObject(page),
    data: records,
    errors: asSessionTeacher,
  }),

  listFlagged: route({
    summary: 'The records of a session that wait for a decision',
    method: 'GET',
    paths: ['/api/v1/sessions/:id/flagged'],
    access: 'teacher',
    ids: ofSession,
    query: z.strictObject(page),
    data: records,
    errors: asSessionTeacher,
  }),

  sessionStats: route({
    summary: 'A session in numbers: each round, and the result of each student',
    method: 'GET',
    paths: ['/api/v1/sessions/:id/stats'],
    access: 'teacher',
    ids: ofSession,
    data: z.object({
      sessionId: id,
      /** By the session's policy; who has no record counts in the total alone. */
      summary,
      flagged: z.int(),
      rounds: z.array(round.extend({ summary })),
      students: z.array(
        z.object({
          studentId: id,
          status: attendanceStatus.nullable(),
          rounds: z.array(z.object({ roundNumber: z.int(), status: attendanceStatus, verification })),
        }),
      ),
    }),
    errors: asSessionTeacher,
  }),

  markStudent: route({
    summary: 'Mark a student by hand, also after the end; without `roundNumber` in the round that runs or ran last',
    method: 'PUT',
    paths: ['/api/v1/sessions/:id/records/:studentId'],
    access: 'teacher',
    ids: { ...ofSession, studentId: 'student_not_found' },
    body: z.strictObject({
      status: attendanceStatus,
      roundNumber: z.int().min(1).max(MAX_ROUNDS).optional(),
      reason: reason.optional(),
      rev: z.int().min(0).optional(),
    }),
    data: recordWithHistory,
    errors: [
      ...asSessionTeacher,
      'student_not_found',
      'round_not_found',
      'record_changed',
      'session_not_active',
      'session_cancelled',
    ],
  }),

  confirmRecord: route({
    summary: 'Decide that a doubtful record is right',
    paths: ['/api/v1/records/:id/confirm'],
    ...decision,
    body: z.strictObject({ reason: reason.optional() }).default({}),
    errors: refusedDecision,
  }),

  rejectRecord: route({
    summary: 'Decide that a doubtful record is wrong: it counts as absent',
    paths: ['/api/v1/records/:id/reject'],
    ...decision,
    body: z.strictObject({ reason }),
    errors: refusedDecision,
  }),

  setRecordStatus: route({
    summary: 'Set the status of a record, whatever it is',
    method: 'POST',
    paths: ['/api/v1/records/:id/status'],
    access: 'admin',
    ids: ofRecord,
    body: z.strictObject({ status: attendanceStatus, reason, rev: z.int().min(0).optional() }),
    data: recordWithHistory,
    errors: ['record_not_found', 'record_changed', 'session_cancelled'],
  }),
});
