import { z } from 'zod';
import { id, instant, text } from '../values.ts';
import { defineRoutes, download, route } from './route.ts';

export const excuseCategory = z.enum(['illness', 'family', 'university', 'technical', 'other']);
export const excuseStatus = z.enum(['pending', 'approved', 'rejected', 'withdrawn']);
export type ExcuseStatus = z.infer<typeof excuseStatus>;

/** What may be added to an excuse; that it is what it says is checked by its first bytes. */
export const excuseAttachment = {
  maxBytes: 5_000_000,
  types: ['application/pdf', 'image/png', 'image/jpeg', 'image/webp'] as const,
};

/** Why a student is not, or was not, where a class is: for one session, or for those that begin at or after `from` and before `to`. */
export const excuse = z.object({
  _id: id,
  classId: id,
  className: z.string(),
  studentId: id,
  /** Null when nobody of that id is known any more. */
  studentName: z.string().nullable(),
  sessionId: id.nullable(),
  from: instant.nullable(),
  to: instant.nullable(),
  category: excuseCategory,
  reason: z.string(),
  status: excuseStatus,
  attachment: z.object({ type: z.enum(excuseAttachment.types), bytes: z.int() }).nullable(),
  createdAt: instant,
  decision: z.object({ by: id, at: instant, reason: z.string().nullable() }).nullable(),
});
export type Excuse = z.infer<typeof excuse>;

const reason = text(1_000);
const page = {
  status: excuseStatus.optional(),
  cursor: id.optional(),
  limit: z.coerce.number().int().min(1).max(200).default(50),
};
const excuses = z.object({ items: z.array(excuse), nextCursor: id.nullable() });
const ofExcuse = { id: 'excuse_not_found' } as const;
const own = { access: 'student', ids: ofExcuse, data: excuse, errors: ['excuse_not_found', 'excuse_decided'] } as const;
const decision = { method: 'POST', access: 'staff', ids: ofExcuse, data: excuse } as const;
const refusedDecision = ['excuse_not_found', 'class_not_found', 'not_class_teacher', 'excuse_decided'] as const;

export const excuseRoutes = defineRoutes('session', {
  requestExcuse: route({
    summary: 'Ask to be excused: from one session, or from all of a class that begin in up to 90 days',
    method: 'POST',
    paths: ['/api/v1/me/excuses'],
    access: 'student',
    body: z
      .strictObject({
        classId: id,
        sessionId: id.optional(),
        from: instant.optional(),
        to: instant.optional(),
        category: excuseCategory,
        reason,
      })
      .refine(({ sessionId, from, to }) => (sessionId === undefined) === (from !== undefined && to !== undefined), {
        path: ['sessionId'],
        message: 'give sessionId, or from and to',
      })
      .refine(({ sessionId, from, to }) => sessionId === undefined || (from === undefined && to === undefined), {
        path: ['sessionId'],
        message: 'give sessionId, or from and to, not both',
      }),
    status: 201,
    data: excuse,
    errors: [
      'class_not_found',
      'enrolment_required',
      'session_not_found',
      'session_cancelled',
      'excuse_waiting',
      'too_many_excuses',
    ],
  }),

  listMyExcuses: route({
    summary: 'My excuses, the newest first',
    method: 'GET',
    paths: ['/api/v1/me/excuses'],
    access: 'student',
    query: z.strictObject(page),
    data: excuses,
  }),

  withdrawExcuse: route({
    ...own,
    summary: 'Take back an excuse that waits for a decision',
    method: 'DELETE',
    paths: ['/api/v1/me/excuses/:id'],
  }),

  attachToExcuse: route({
    ...own,
    summary: 'Add a document to an excuse that waits for a decision; a second one takes the place of the first',
    method: 'PUT',
    paths: ['/api/v1/me/excuses/:id/attachment'],
    file: excuseAttachment,
    errors: [...own.errors, 'file_type_mismatch'],
  }),

  getExcuseAttachment: route({
    summary: 'The document of an excuse, for its student and the staff of the class',
    method: 'GET',
    paths: ['/api/v1/excuses/:id/attachment'],
    access: 'any',
    ids: ofExcuse,
    produces: excuseAttachment.types,
    data: download,
    errors: ['excuse_not_found', 'class_not_found', 'not_class_teacher', 'attachment_not_found'],
  }),

  listExcuses: route({
    summary: 'Excuses of the students of my classes, of all for administrators, the newest first',
    method: 'GET',
    paths: ['/api/v1/excuses'],
    access: 'staff',
    query: z.strictObject({ classId: id.optional(), ...page }),
    data: excuses,
  }),

  approveExcuse: route({
    ...decision,
    summary: 'Approve an excuse: absent records that it covers become excused, now and when sessions end later',
    paths: ['/api/v1/excuses/:id/approve'],
    body: z.strictObject({ reason: reason.optional() }).default({}),
    errors: refusedDecision,
  }),

  rejectExcuse: route({
    ...decision,
    summary: 'Reject an excuse',
    paths: ['/api/v1/excuses/:id/reject'],
    body: z.strictObject({ reason }),
    errors: refusedDecision,
  }),
});
