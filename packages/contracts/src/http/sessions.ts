import { z } from 'zod';
import { id, instant, sessionStatus, summary, text } from '../values.ts';
import { defineRoutes, route } from './route.ts';
import { policyInput, sessionPolicy } from './session-policy.ts';

/** `<sessionId>.<roundNumber>` */
export const ROUND_ID = /^[0-9a-f]{24}\.[1-9]\d{0,2}$/;
/** The number of a round has a byte in the token. */
export const MAX_ROUNDS = 255;

export const round = z.object({
  roundId: z.string().meta({ description: '<sessionId>.<roundNumber>' }),
  roundNumber: z.int(),
  startsAt: instant,
  endsAt: instant.nullable(),
});

export const session = z.object({
  _id: id,
  classId: id,
  className: z.string(),
  courseName: z.string().nullable(),
  /** The owner of the class. */
  teacherId: id,
  status: sessionStatus,
  room: z.string().nullable(),
  /** When it is to start, null for one that was started at once. */
  startsAt: instant.nullable(),
  /** When it ends by itself, null when somebody has to end it. */
  endsAt: instant.nullable(),
  startedAt: instant.nullable(),
  endedAt: instant.nullable(),
  cancelReason: z.string().nullable(),
  rounds: z.array(round),
  policy: sessionPolicy.extend({ rotationSeconds: z.int(), graceSeconds: z.int() }),
  summary: summary.nullable(),
});
export type Session = z.infer<typeof session>;

export const ofSession = { id: 'session_not_found' } as const;
export const asSessionTeacher = ['session_not_found', 'not_class_teacher'] as const;
const byTeacher = { method: 'POST', access: 'teacher', ids: ofSession, data: session } as const;

const durationMinutes = z.int().min(1).max(1_440).optional();
const oneEnd = {
  check: (body: { endsAt?: unknown; durationMinutes?: unknown }) =>
    body.endsAt === undefined || body.durationMinutes === undefined,
  words: { path: ['endsAt'], message: 'give endsAt or durationMinutes, not both' },
};

export const lifecycleRoutes = defineRoutes('session', {
  startSession: route({
    summary: 'Start a session now, with its first round; with `startsAt` schedule it',
    method: 'POST',
    paths: ['/api/v1/sessions'],
    access: 'teacher',
    body: z
      .strictObject({
        classId: id,
        startsAt: instant.optional(),
        endsAt: instant.optional(),
        durationMinutes,
        room: text(100).optional(),
        policy: policyInput.optional(),
      })
      .refine(oneEnd.check, oneEnd.words),
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

  listSessions: route({
    summary: 'The sessions of my classes, the last begun first',
    method: 'GET',
    paths: ['/api/v1/sessions'],
    access: 'any',
    query: z.strictObject({
      classId: id.optional(),
      status: sessionStatus.optional(),
      /** Those that begin at or after it, and before `to`. */
      from: instant.optional(),
      to: instant.optional(),
      cursor: z
        .string()
        .regex(/^\d{1,15}\.[0-9a-f]{24}$/)
        .optional(),
      limit: z.coerce.number().int().min(1).max(200).default(50),
    }),
    data: z.object({ items: z.array(session), nextCursor: z.string().nullable() }),
  }),

  getSession: route({
    summary: 'A session',
    method: 'GET',
    paths: ['/api/v1/sessions/:id'],
    access: 'any',
    ids: ofSession,
    data: session,
    errors: asSessionTeacher,
  }),

  activateSession: route({
    summary: 'Start a scheduled session now',
    paths: ['/api/v1/sessions/:id/activate'],
    ...byTeacher,
    errors: [...asSessionTeacher, 'class_archived', 'session_not_scheduled', 'session_already_active'],
  }),

  moveSession: route({
    summary:
      'Move a session that waits for its start, or give it another room; without a new end it lasts as long as before',
    paths: ['/api/v1/sessions/:id'],
    ...byTeacher,
    method: 'PATCH',
    body: z
      .strictObject({
        startsAt: instant.optional(),
        /** Null: until somebody ends it. */
        endsAt: instant.nullable().optional(),
        durationMinutes,
        room: text(100).nullable().optional(),
      })
      .refine(oneEnd.check, oneEnd.words)
      .refine((body) => Object.values(body).some((value) => value !== undefined), 'say what is to change'),
    errors: [...asSessionTeacher, 'session_not_scheduled'],
  }),

  endSession: route({
    summary: 'End a session: who is not marked becomes absent',
    paths: ['/api/v1/sessions/:id/end'],
    ...byTeacher,
    errors: [...asSessionTeacher, 'session_not_active'],
  }),

  cancelSession: route({
    summary: 'Cancel a session that waits for its start or runs: it counts nowhere',
    paths: ['/api/v1/sessions/:id/cancel'],
    ...byTeacher,
    body: z.strictObject({ reason: text(500) }),
    errors: [...asSessionTeacher, 'session_not_active'],
  }),

  startRound: route({
    summary: 'Start the next round; it ends the one before',
    paths: ['/api/v1/sessions/:id/rounds'],
    ...byTeacher,
    status: 201,
    data: round,
    errors: [...asSessionTeacher, 'session_not_active'],
  }),

  endRound: route({
    summary: 'End a round; the session goes on',
    paths: ['/api/v1/sessions/:id/rounds/:roundId/end'],
    ...byTeacher,
    ids: { ...ofSession, roundId: { notFound: 'round_not_found', pattern: ROUND_ID } },
    data: round,
    errors: [...asSessionTeacher, 'round_not_found', 'round_not_active', 'session_not_active'],
  }),
});
