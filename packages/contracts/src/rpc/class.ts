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

/** A class among its course's, or alone. */
const placedClass = z.object({
  _id: id,
  className: z.string(),
  /** The owner first. */
  teacherIds: z.array(id),
  /** Null for a class that stands alone. */
  course: z.object({ _id: id, code: z.string(), name: z.string(), term: z.string() }).nullable(),
});
export type PlacedClass = z.infer<typeof placedClass>;

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
  /** Classes by id with their courses; unknown ones are left out. At most 1,000 a request. */
  classesById: rpc('class', 'classes-by-id', {
    askedBy: ['session'],
    request: z.object({ classIds: z.array(id).max(1000) }),
    response: z.object({ classes: z.array(placedClass) }),
  }),
  /** A course and all its classes, at most 1,000; null when there is none of that id. `ownerId` is whose course it is. */
  classesOfCourse: rpc('class', 'classes-of-course', {
    askedBy: ['session'],
    request: z.object({ courseId: id }),
    response: z.object({
      course: z.object({ _id: id, code: z.string(), name: z.string(), term: z.string(), ownerId: id }).nullable(),
      classes: z.array(placedClass),
    }),
  }),
  /** The classes that a person teaches or is enrolled in. */
  classesOfUser: rpc('class', 'classes-of-user', {
    askedBy: ['session', 'realtime-gateway'],
    request: actor,
    response: z.object({ classIds: z.array(id) }),
  }),
};
