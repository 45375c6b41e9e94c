import { z } from 'zod';
import { id, instant } from '../values.ts';
import { defineRoutes, route } from './route.ts';

/** What students type to join a class: eight letters and digits that do not look alike. Case, blanks and dashes do not matter. */
export const joinCodeText = z.string().min(1).max(40);

export const joinCode = z.object({
  classId: id,
  /** XXXX-XXXX. */
  code: z.string(),
  expiresAt: instant,
  /** How many may still join by it; null: as many as like. */
  usesLeft: z.int().nullable(),
  approval: z.boolean(),
});
export type JoinCode = z.infer<typeof joinCode>;

export const joinRequest = z.object({
  studentId: id,
  name: z.string(),
  email: z.string(),
  requestedAt: instant,
});
export type JoinRequest = z.infer<typeof joinRequest>;

const ofClass = { id: 'class_not_found' } as const;
const asTeacher = ['class_not_found', 'not_class_teacher'] as const;
const decision = {
  method: 'POST',
  access: 'staff',
  ids: { ...ofClass, studentId: 'student_not_found' },
  data: z.object({ classId: id, studentId: id }),
} as const;

export const joinRoutes = defineRoutes('class', {
  makeJoinCode: route({
    summary: 'Make the code with which students enrol themselves; one that was there is no good any more',
    method: 'POST',
    paths: ['/api/v1/classes/:id/join-code'],
    access: 'staff',
    ids: ofClass,
    body: z
      .strictObject({
        expiresInMinutes: z
          .int()
          .min(1)
          .max(180 * 24 * 60)
          .default(7 * 24 * 60),
        maxUses: z.int().min(1).max(100_000).nullable().default(null),
        /** Whether a teacher has to let each one in. */
        approval: z.boolean().default(false),
      })
      .prefault({}),
    status: 201,
    data: joinCode,
    errors: [...asTeacher, 'class_archived'],
  }),

  getJoinCode: route({
    summary: 'The code of a class, null when there is none',
    method: 'GET',
    paths: ['/api/v1/classes/:id/join-code'],
    access: 'staff',
    ids: ofClass,
    data: z.object({ joinCode: joinCode.nullable() }),
    errors: asTeacher,
  }),

  revokeJoinCode: route({
    summary: 'Take the code back; twice changes nothing',
    method: 'DELETE',
    paths: ['/api/v1/classes/:id/join-code'],
    access: 'staff',
    ids: ofClass,
    data: z.object({}),
    errors: asTeacher,
  }),

  joinClass: route({
    summary: 'Join a class by its code; twice changes nothing',
    method: 'POST',
    paths: ['/api/v1/classes/join'],
    access: 'student',
    body: z.strictObject({ code: joinCodeText }),
    data: z.object({ classId: id, className: z.string(), status: z.enum(['enrolled', 'waiting']) }),
    errors: ['join_code_invalid', 'enrolled_in_other_class', 'rate_limited'],
  }),

  listJoinRequests: route({
    summary: 'Who waits to be let in, the first first',
    method: 'GET',
    paths: ['/api/v1/classes/:id/join-requests'],
    access: 'staff',
    ids: ofClass,
    query: z.strictObject({
      cursor: z.string().max(500).optional(),
      limit: z.coerce.number().int().min(1).max(1000).default(100),
    }),
    data: z.object({ items: z.array(joinRequest), nextCursor: z.string().nullable() }),
    errors: asTeacher,
  }),

  approveJoinRequest: route({
    summary: 'Let a student in; twice changes nothing',
    paths: ['/api/v1/classes/:id/join-requests/:studentId/approve'],
    ...decision,
    errors: [...asTeacher, 'join_request_not_found', 'student_not_found', 'enrolled_in_other_class', 'class_archived'],
  }),

  rejectJoinRequest: route({
    summary: 'Turn a student away, who may ask again',
    paths: ['/api/v1/classes/:id/join-requests/:studentId/reject'],
    ...decision,
    errors: [...asTeacher, 'join_request_not_found'],
  }),
});
