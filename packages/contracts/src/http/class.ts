import { z } from 'zod';
import { id, instant, text } from '../values.ts';
import { student } from './auth.ts';
import { archivedFilter, description } from './courses.ts';
import { defineRoutes, route } from './route.ts';
import { policyInput } from './session-policy.ts';

export const classWithStudentIds = z.object({
  _id: id,
  className: z.string(),
  teacherId: id,
  studentIds: z.array(id),
});

const clockTime = z.string().regex(/^([01]\d|2[0-3]):[0-5]\d$/, 'HH:MM');

/** When a class meets every week, by the clock of its time zone. Weekdays as in ISO 8601: 1 is Monday. */
export const meetingTime = z
  .strictObject({
    weekday: z.int().min(1).max(7),
    startsAt: clockTime,
    endsAt: clockTime,
    room: text(100).optional(),
  })
  .refine(({ startsAt, endsAt }) => startsAt < endsAt, 'must end after it starts');
export type MeetingTime = z.infer<typeof meetingTime>;

/** A name of the IANA time zone database, also an older one of the same zone: "Europe/Berlin". */
export const timeZone = z.string().max(60).refine(isTimeZone, 'a time zone of the IANA database');

// Not by a list of names: which of the names of a zone is in it differs between engines.
function isTimeZone(name: string): boolean {
  try {
    return /^[a-z]/i.test(name) && new Intl.DateTimeFormat('en', { timeZone: name }) !== undefined;
  } catch {
    return false;
  }
}

const classShape = {
  className: text(200),
  description: description.nullable().optional(),
  /** The times in words, as people write them. */
  scheduleText: text(500).nullable().optional(),
  meetingTimes: z.array(meetingTime).max(50).optional(),
  timeZone: timeZone.optional(),
  /** What its sessions are like unless their teacher says otherwise; replaces all that was said before. */
  sessionDefaults: policyInput.optional(),
};

const teacher = z.object({ _id: id, name: z.string().nullable() });

/** A class as its teachers and students see it in their lists: all that a page needs, in one request. */
export const classView = z.object({
  _id: id,
  className: z.string(),
  /** The owner. */
  teacherId: id,
  /** The owner first, then co-teachers; the name is null of an account that is gone, and when auth does not answer. */
  teachers: z.array(teacher),
  course: z.object({ _id: id, code: z.string(), name: z.string(), term: z.string() }).nullable(),
  description: z.string().nullable(),
  scheduleText: z.string().nullable(),
  meetingTimes: z.array(meetingTime),
  timeZone: z.string(),
  nextMeeting: z.object({ startsAt: instant, endsAt: instant, room: z.string().nullable() }).nullable(),
  /** A session that is open now. A hint: it may have ended since. */
  activeSession: z.object({ _id: id, startedAt: instant }).nullable(),
  /** Null for students, like the number below. */
  sessionDefaults: policyInput.nullable(),
  studentCount: z.int().nullable(),
  archived: z.boolean(),
  createdAt: instant,
});
export type ClassView = z.infer<typeof classView>;

const enrolledStudent = student.extend({
  studentNumber: z.string().nullable(),
  disabled: z.boolean(),
  enrolledAt: instant,
});
export type EnrolledStudent = z.infer<typeof enrolledStudent>;

/** A time during which somebody was in a class; `until` is null for now. */
export const enrolmentPeriod = z.object({
  classId: id,
  className: z.string(),
  from: instant,
  until: instant.nullable(),
});
export type EnrolmentPeriod = z.infer<typeof enrolmentPeriod>;

const ofClass = { id: 'class_not_found' } as const;
const asTeacher = ['class_not_found', 'not_class_teacher'] as const;
const asOwner = [...asTeacher, 'not_class_owner'] as const;

export const classRoutes = defineRoutes('class', {
  listClasses: route({
    summary: 'My classes, those that I teach or am enrolled in (of an administrator all), by class id',
    method: 'GET',
    paths: ['/api/v1/classes'],
    access: 'any',
    query: z.strictObject({
      archived: archivedFilter,
      courseId: id.optional(),
      cursor: id.optional(),
      limit: z.coerce.number().int().min(1).max(1000).default(100),
    }),
    data: z.object({ items: z.array(classView), nextCursor: z.string().nullable() }),
  }),

  createClass: route({
    summary: 'Create a class that stands alone',
    method: 'POST',
    paths: ['/api/v1/classes'],
    access: 'teacher',
    body: z.strictObject(classShape),
    status: 201,
    data: classView,
  }),

  createClassOfCourse: route({
    summary: 'Create a class of a course; an administrator, or the owner of the course, may name its teacher',
    method: 'POST',
    paths: ['/api/v1/courses/:id/classes'],
    access: 'staff',
    ids: { id: 'course_not_found' },
    body: z.strictObject({ ...classShape, teacherId: id.optional() }),
    status: 201,
    data: classView,
    errors: ['course_not_found', 'not_course_owner', 'teacher_not_found', 'course_archived'],
  }),

  getClass: route({
    summary: 'A class',
    method: 'GET',
    paths: ['/api/v1/classes/:id'],
    access: 'any',
    ids: ofClass,
    data: classView,
    errors: asTeacher,
  }),

  editClass: route({
    summary: 'Edit a class, archive it or bring it back; its owner may give it to another teacher',
    method: 'PATCH',
    paths: ['/api/v1/classes/:id'],
    access: 'staff',
    ids: ofClass,
    body: z.strictObject({
      ...z.object(classShape).partial().shape,
      archived: z.boolean().optional(),
      teacherId: id.optional(),
    }),
    data: classView,
    errors: [...asOwner, 'teacher_not_found'],
  }),

  deleteClass: route({
    summary: 'Delete a class that nobody is in, nobody was in and that has had no session',
    method: 'DELETE',
    paths: ['/api/v1/classes/:id'],
    access: 'staff',
    ids: ofClass,
    data: z.object({}),
    errors: [...asOwner, 'class_in_use'],
  }),

  addCoTeacher: route({
    summary:
      'Add a teacher with the same rights, except to delete the class or to remove its owner; twice changes nothing',
    method: 'POST',
    paths: ['/api/v1/classes/:id/co-teachers'],
    access: 'staff',
    ids: ofClass,
    body: z.strictObject({ email: z.string().min(1).max(254) }),
    data: classView,
    errors: [...asTeacher, 'teacher_not_found'],
  }),

  removeCoTeacher: route({
    summary: 'Remove a co-teacher, or leave as one',
    method: 'DELETE',
    paths: ['/api/v1/classes/:id/co-teachers/:teacherId'],
    access: 'staff',
    ids: { ...ofClass, teacherId: 'teacher_not_found' },
    data: classView,
    errors: [...asTeacher, 'not_class_owner'],
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
    ids: ofClass,
    data: z.object({ _id: id, className: z.string(), teacherId: id, students: z.array(student) }),
    errors: asTeacher,
    classic: true,
  }),

  classicMyAttendance: route({
    summary: "My status in the class's last finished session (classic)",
    method: 'GET',
    paths: ['/class/:id/my-attendance'],
    access: 'student',
    ids: ofClass,
    data: z.object({ classId: id, status: z.enum(['present', 'absent']).nullable() }),
    errors: ['class_not_found', 'enrolment_required'],
    classic: true,
  }),
});

/** Who is in a class. */
export const enrolmentRoutes = defineRoutes('class', {
  listEnrolled: route({
    summary: 'The students of a class by name',
    method: 'GET',
    paths: ['/api/v1/classes/:id/students'],
    access: 'staff',
    ids: ofClass,
    query: z.strictObject({
      search: z.string().max(100).optional(),
      cursor: z.string().max(500).optional(),
      limit: z.coerce.number().int().min(1).max(1000).default(100),
    }),
    data: z.object({ items: z.array(enrolledStudent), nextCursor: z.string().nullable() }),
    errors: asTeacher,
  }),

  addStudent: route({
    summary: 'Enrol a student, by id or e-mail; twice changes nothing. With `move` out of another class of the course',
    method: 'POST',
    paths: ['/api/v1/classes/:id/students'],
    access: 'staff',
    ids: ofClass,
    body: z
      .strictObject({
        studentId: id.optional(),
        email: z.string().min(1).max(254).optional(),
        move: z.boolean().default(false),
      })
      .refine((body) => (body.studentId === undefined) !== (body.email === undefined), 'give studentId or email'),
    data: z.object({ classId: id, studentId: id, added: z.boolean(), movedFrom: id.nullable() }),
    errors: [...asTeacher, 'student_not_found', 'enrolled_in_other_class', 'class_archived'],
  }),

  removeStudent: route({
    summary: 'Remove a student, at once; twice changes nothing. Marks that were made stay',
    method: 'DELETE',
    paths: ['/api/v1/classes/:id/students/:studentId'],
    access: 'staff',
    ids: { ...ofClass, studentId: 'student_not_found' },
    data: z.object({ classId: id, studentId: id, removed: z.boolean() }),
    errors: asTeacher,
  }),

  enrolmentHistory: route({
    summary: 'When a student was in this class and in the others of its course, the latest first',
    method: 'GET',
    paths: ['/api/v1/classes/:id/students/:studentId/history'],
    access: 'staff',
    ids: { ...ofClass, studentId: 'student_not_found' },
    data: z.object({ items: z.array(enrolmentPeriod), nextCursor: z.null() }),
    errors: asTeacher,
  }),

  classicAddStudent: route({
    summary: 'Enrol a student (classic)',
    method: 'POST',
    paths: ['/class/:id/add-student'],
    access: 'teacher',
    ids: ofClass,
    body: z.object({ studentId: id }),
    data: classWithStudentIds,
    errors: [...asTeacher, 'student_not_found', 'enrolled_in_other_class', 'class_archived'],
    classic: true,
  }),
});
