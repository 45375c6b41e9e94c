import { z } from 'zod';
import { id, text } from '../values.ts';
import { student } from './auth.ts';
import { defineRoutes, route } from './route.ts';

export const classWithStudentIds = z.object({
  _id: id,
  className: z.string(),
  teacherId: id,
  studentIds: z.array(id),
});

const plainClass = z.object({ _id: id, className: z.string(), teacherId: id });

export const classRoutes = defineRoutes('class', {
  listClasses: route({
    summary: 'My classes, those that I teach or am enrolled in, by class id',
    method: 'GET',
    paths: ['/api/v1/classes'],
    access: 'any',
    query: z.strictObject({
      cursor: id.optional(),
      limit: z.coerce.number().int().min(1).max(1000).default(100),
    }),
    data: z.object({ items: z.array(plainClass), nextCursor: z.string().nullable() }),
  }),

  createClass: route({
    summary: 'Create a class',
    method: 'POST',
    paths: ['/api/v1/classes'],
    access: 'teacher',
    body: z.strictObject({ className: text(200) }),
    status: 201,
    data: plainClass,
  }),

  classicCreateClass: route({
    summary: 'Create a class (classic)',
    method: 'POST',
    paths: ['/class'],
    access: 'teacher',
    body: z.object({ className: text(200) }),
    status: 201,
    data: classWithStudentIds,
    classic: true,
  }),

  classicGetClass: route({
    summary: 'A class with its students (classic)',
    method: 'GET',
    paths: ['/class/:id'],
    access: 'any',
    ids: { id: 'class_not_found' },
    data: z.object({ _id: id, className: z.string(), teacherId: id, students: z.array(student) }),
    errors: ['class_not_found', 'not_class_teacher'],
    classic: true,
  }),

  addStudent: route({
    summary: 'Enrol a student; twice changes nothing',
    method: 'POST',
    paths: ['/api/v1/classes/:id/students'],
    access: 'teacher',
    ids: { id: 'class_not_found' },
    body: z.strictObject({ studentId: id }),
    data: z.object({ classId: id, studentId: id, added: z.boolean() }),
    errors: ['class_not_found', 'not_class_teacher', 'student_not_found'],
  }),

  classicAddStudent: route({
    summary: 'Enrol a student (classic)',
    method: 'POST',
    paths: ['/class/:id/add-student'],
    access: 'teacher',
    ids: { id: 'class_not_found' },
    body: z.object({ studentId: id }),
    data: classWithStudentIds,
    errors: ['class_not_found', 'not_class_teacher', 'student_not_found'],
    classic: true,
  }),

  classicMyAttendance: route({
    summary: "My status in the class's last finished session (classic)",
    method: 'GET',
    paths: ['/class/:id/my-attendance'],
    access: 'student',
    ids: { id: 'class_not_found' },
    data: z.object({ classId: id, status: z.enum(['present', 'absent']).nullable() }),
    errors: ['class_not_found', 'enrolment_required'],
    classic: true,
  }),
});
