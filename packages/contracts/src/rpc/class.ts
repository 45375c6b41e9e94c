import { z } from 'zod';
import { policyInput } from '../http/session-policy.ts';
import { actor, id } from '../values.ts';
import { rpc } from './define.ts';

export const classSummary = z.object({
  _id: id,
  className: z.string(),
  teacherIds: z.array(id),
  /** Added later: an older process leaves it out. */
  archived: z.boolean().default(false),
  /** Added later, like the one below. Null for a class that stands alone. */
  courseName: z.string().nullable().default(null),
  /** What its teachers want of a session unless they say otherwise. */
  sessionDefaults: policyInput.default({}),
});
export type ClassSummary = z.infer<typeof classSummary>;

export const classRpc = {
  /** A class without its roster; null when there is none of that id. `teacherIds` starts with the owner. */
  getClass: rpc('class', 'get-class', {
    askedBy: ['session', 'notification'],
    request: z.object({ classId: id }),
    response: z.object({ class: classSummary.nullable() }),
  }),
  /** The enrolled students of a class in the order of their ids, in pages; `next` is the `after` of the next page. */
  roster: rpc('class', 'roster', {
    askedBy: ['session', 'notification'],
    request: z.object({ classId: id, after: id.optional(), limit: z.int().min(1).max(10_000) }),
    response: z.object({ studentIds: z.array(id), next: id.nullable() }),
  }),
  isEnrolled: rpc('class', 'is-enrolled', {
    askedBy: ['session'],
    request: z.object({ classId: id, studentId: id }),
    response: z.object({ enrolled: z.boolean() }),
  }),
  /** The classes that a person teaches or is enrolled in. */
  classesOfUser: rpc('class', 'classes-of-user', {
    askedBy: ['session', 'realtime-gateway'],
    request: actor,
    response: z.object({ classIds: z.array(id) }),
  }),
  /** A course, null when there is none of that id, and its classes, at most 5,000; `teacherId` is its owner. */
  classesOfCourse: rpc('class', 'classes-of-course', {
    askedBy: ['session'],
    request: z.object({ courseId: id }),
    response: z.object({
      course: z.object({ _id: id, code: z.string(), name: z.string(), term: z.string(), teacherId: id }).nullable(),
      classes: z.array(z.object({ _id: id, className: z.string(), teacherIds: z.array(id) })),
    }),
  }),
};
