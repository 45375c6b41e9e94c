import { z } from 'zod';
import { id, instant, text } from '../values.ts';
import { defineRoutes, route } from './route.ts';

/** Whole lines and paragraphs: text with line breaks. */
export const description = z
  .string()
  .max(2_000)
  .refine((value) => value.isWellFormed() && !/[^\P{Cc}\n\t]|[\u202a-\u202e\u2066-\u2069]/u.test(value), 'plain text');

const courseShape = {
  /** What a course is called in catalogues: "CS 101". With the term it belongs to one course. */
  code: text(30),
  name: text(200),
  /** "2026 autumn", as the institution writes it. */
  term: text(50),
  description: description.nullable().optional(),
};

export const course = z.object({
  _id: id,
  code: z.string(),
  name: z.string(),
  term: z.string(),
  description: z.string().nullable(),
  /** The teacher or administrator who made it. */
  ownerId: id,
  archived: z.boolean(),
  createdAt: instant,
});
export type Course = z.infer<typeof course>;

/** Of a list: false alone, true alone, or both. */
export const archivedFilter = z.enum(['false', 'true', 'any']).default('false');

const courseErrors = ['course_not_found', 'not_course_owner'] as const;

export const courseRoutes = defineRoutes('class', {
  listCourses: route({
    summary: 'Courses by code: of a teacher the own ones and those of taught classes, of an administrator all',
    method: 'GET',
    paths: ['/api/v1/courses'],
    access: 'staff',
    query: z.strictObject({
      /** What code or name begin with, or a word of the name. */
      search: z.string().max(100).optional(),
      term: z.string().max(50).optional(),
      archived: archivedFilter,
      cursor: z.string().max(1_000).optional(),
      limit: z.coerce.number().int().min(1).max(200).default(50),
    }),
    data: z.object({ items: z.array(course), nextCursor: z.string().nullable() }),
  }),

  createCourse: route({
    summary: 'Create a course',
    method: 'POST',
    paths: ['/api/v1/courses'],
    access: 'staff',
    body: z.strictObject(courseShape),
    status: 201,
    data: course,
    errors: ['course_code_taken'],
  }),

  getCourse: route({
    summary: 'A course',
    method: 'GET',
    paths: ['/api/v1/courses/:id'],
    access: 'staff',
    ids: { id: 'course_not_found' },
    data: course,
    errors: courseErrors,
  }),

  editCourse: route({
    summary: 'Edit a course, archive it or bring it back',
    method: 'PATCH',
    paths: ['/api/v1/courses/:id'],
    access: 'staff',
    ids: { id: 'course_not_found' },
    body: z.strictObject({ ...z.object(courseShape).partial().shape, archived: z.boolean().optional() }),
    data: course,
    errors: [...courseErrors, 'course_code_taken'],
  }),

  deleteCourse: route({
    summary: 'Delete a course that has no classes',
    method: 'DELETE',
    paths: ['/api/v1/courses/:id'],
    access: 'staff',
    ids: { id: 'course_not_found' },
    data: z.object({}),
    errors: [...courseErrors, 'course_in_use'],
  }),
});
