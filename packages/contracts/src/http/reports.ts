import { z } from 'zod';
import {
  attendanceStatus,
  id,
  instant,
  recordFlag,
  recordMethod,
  sessionStatus,
  summary,
  verification,
} from '../values.ts';
import { timeZone } from './class.ts';
import { record, recordId } from './records.ts';
import { defineRoutes, route } from './route.ts';
import { ofSession, round } from './sessions.ts';

/** Results by what they count as. `sessions` is how many sessions they are from; of one student as many as results. */
export const counts = z.object({
  present: z.int().min(0),
  late: z.int().min(0),
  absent: z.int().min(0),
  excused: z.int().min(0),
  sessions: z.int().min(0),
});
export type Counts = z.infer<typeof counts>;

const figures = z.object({
  counts,
  /** (present + late) / (all - excused); null when there is nothing to divide by. */
  rate: z.number().min(0).max(1).nullable(),
});
export type Figures = z.infer<typeof figures>;

export const reportStep = z.enum(['day', 'week', 'month']);
export type ReportStep = z.infer<typeof reportStep>;

/** Of one day, of a week from its Monday on, or of a month; `date` is its first day in the report's time zone. */
const overTime = z.array(figures.extend({ date: z.iso.date() }));

const range = {
  /** Sessions that begin at or after it, and before `to`; at most ten years. */
  from: instant.optional(),
  to: instant.optional(),
};
const zone = { timeZone: timeZone.default('UTC') };
const period = { ...range, ...zone, by: reportStep.default('week') };
const page = {
  cursor: z
    .string()
    .regex(/^\d{1,15}\.[0-9a-f]{24}$/)
    .optional(),
  limit: z.coerce.number().int().min(1).max(200).default(50),
};

const person = { studentId: id, name: z.string().nullable() };
const inARow = z.int().min(0);
const studentFigures = figures.extend({
  ...person,
  /** Whether they are in the class now. */
  enrolled: z.boolean(),
  /** Their last results that were all absent. */
  absencesInARow: inARow,
});
const classNamed = { classId: id, className: z.string().nullable() };
const classFigures = figures.extend(classNamed);

/** A student's part in a session. */
const attended = z.object({
  sessionId: id,
  ...classNamed,
  courseName: z.string().nullable(),
  beginsAt: instant,
  startedAt: instant.nullable(),
  endedAt: instant.nullable(),
  room: z.string().nullable(),
  /** It has not ended: what there is so far. */
  running: z.boolean(),
  /** Null while nothing is recorded. */
  status: attendanceStatus.nullable(),
  /** Of the worst round: rejected, flagged, pending, confirmed. */
  verification: verification.nullable(),
  rounds: z.array(
    z.object({
      roundNumber: z.int(),
      status: attendanceStatus,
      verification,
      method: recordMethod,
      recordedAt: instant,
    }),
  ),
});
export type Attended = z.infer<typeof attended>;
const history = { items: z.array(attended), nextCursor: z.string().nullable() };

const ofClass = { id: 'class_not_found' } as const;
const asClassStaff = ['class_not_found', 'not_class_teacher'] as const;
const ofCourse = { id: 'course_not_found' } as const;

const plannedSession = z.object({
  _id: id,
  ...classNamed,
  status: sessionStatus,
  room: z.string().nullable(),
  startsAt: instant.nullable(),
  endsAt: instant.nullable(),
  startedAt: instant.nullable(),
});

export const reportRoutes = defineRoutes('session', {
  myAttendance: route({
    summary: 'My attendance, class by class; of classes that I have left, too, where I have results',
    method: 'GET',
    paths: ['/api/v1/me/attendance'],
    access: 'student',
    data: z.object({
      items: z.array(classFigures.extend({ courseName: z.string().nullable(), enrolled: z.boolean() })),
      nextCursor: z.null(),
    }),
  }),

  myHistory: route({
    summary: 'My sessions, the last begun first, with what each round says; sessions in progress too',
    method: 'GET',
    paths: ['/api/v1/me/attendance/history'],
    access: 'student',
    query: z.strictObject({ classId: id.optional(), status: attendanceStatus.optional(), ...range, ...page }),
    data: z.object(history),
  }),

  teacherReport: route({
    summary: 'What awaits a teacher today, and how the own classes do',
    method: 'GET',
    paths: ['/api/v1/reports/teacher'],
    access: 'teacher',
    query: z.strictObject(zone),
    data: z.object({
      /** Those that begin today in the time zone and wait or run, the first first. */
      today: z.array(plannedSession),
      /** Those that run now, whenever they began. */
      active: z.array(plannedSession),
      /** Records of the own classes that wait for a decision. */
      flagged: z.int(),
      excusesToDecide: z.int(),
      classes: z.array(classFigures.extend({ lastSession: z.object({ sessionId: id, beginsAt: instant }).nullable() })),
    }),
  }),

  sessionReport: route({
    summary: 'A session: each round, and each student by name',
    method: 'GET',
    paths: ['/api/v1/reports/sessions/:id'],
    access: 'staff',
    ids: ofSession,
    data: z.object({
      sessionId: id,
      classId: id,
      className: z.string(),
      courseName: z.string().nullable(),
      status: sessionStatus,
      room: z.string().nullable(),
      beginsAt: instant,
      endedAt: instant.nullable(),
      ...figures.shape,
      rounds: z.array(round.extend({ summary, flagged: z.int() })),
      students: z.array(
        z.object({
          ...person,
          /** The result; null of somebody who is on the roster of a running session and not marked. */
          status: attendanceStatus.nullable(),
          verification: verification.nullable(),
          rounds: z.array(
            z.object({
              roundNumber: z.int(),
              status: attendanceStatus,
              verification,
              method: recordMethod,
              recordedAt: instant,
              flags: z.array(recordFlag),
              /** Of a late one: how long after the start of the round it was recorded. */
              lateByMinutes: z.int().nullable(),
            }),
          ),
        }),
      ),
    }),
    errors: ['session_not_found', 'not_class_teacher'],
  }),

  classReport: route({
    summary: 'A class: its numbers in all, over time, and of each student',
    method: 'GET',
    paths: ['/api/v1/reports/classes/:id'],
    access: 'staff',
    ids: ofClass,
    query: z.strictObject(period),
    data: classFigures.extend({ overTime, students: z.array(studentFigures) }),
    errors: asClassStaff,
  }),

  studentReport: route({
    summary: 'One student in a class: the numbers, and the history, the last session first',
    method: 'GET',
    paths: ['/api/v1/reports/classes/:id/students/:studentId'],
    access: 'staff',
    ids: { ...ofClass, studentId: 'student_not_found' },
    query: z.strictObject({ ...range, ...page }),
    /** The numbers are those of the whole range, whatever the page. */
    data: studentFigures.extend(history),
    errors: [...asClassStaff, 'student_not_found'],
  }),

  atRisk: route({
    summary: 'The students of a class whose rate is below a threshold, the lowest first',
    method: 'GET',
    paths: ['/api/v1/reports/classes/:id/at-risk'],
    access: 'staff',
    ids: ofClass,
    query: z.strictObject({
      threshold: z.coerce.number().min(0).max(1).default(0.75),
      /** Who has fewer results that count is left out. */
      minSessions: z.coerce.number().int().min(1).max(1000).default(1),
    }),
    data: z.object({ items: z.array(studentFigures), nextCursor: z.null() }),
    errors: asClassStaff,
  }),

  courseReport: route({
    summary: 'A course: its numbers in all, over time, and of each class',
    method: 'GET',
    paths: ['/api/v1/reports/courses/:id'],
    access: 'staff',
    ids: ofCourse,
    query: z.strictObject(period),
    data: figures.extend({
      courseId: id,
      code: z.string(),
      name: z.string(),
      term: z.string(),
      overTime,
      classes: z.array(classFigures),
    }),
    errors: ['course_not_found', 'not_course_owner'],
  }),

  institutionReport: route({
    summary: 'The institution: in all, over time, by course, by teacher, by weekday',
    method: 'GET',
    paths: ['/api/v1/reports/institution'],
    access: 'admin',
    /** `term` takes courses of this term alone, whatever its case. */
    query: z.strictObject({ ...period, term: z.string().min(1).max(100).optional() }),
    data: figures.extend({
      overTime,
      /** Those with most sessions first, at most 1,000; the one without a course is of all classes that stand alone. */
      courses: z.array(
        figures.extend({
          courseId: id.nullable(),
          code: z.string().nullable(),
          name: z.string().nullable(),
          term: z.string().nullable(),
        }),
      ),
      moreCourses: z.int(),
      /** A session counts for each teacher that its class had then. */
      teachers: z.array(figures.extend({ teacherId: id, name: z.string().nullable() })),
      moreTeachers: z.int(),
      /** 1 is Monday (ISO 8601). */
      weekdays: z.array(figures.extend({ weekday: z.int().min(1).max(7) })),
    }),
  }),

  listAllFlagged: route({
    summary: 'All records that wait for a decision, the oldest first',
    method: 'GET',
    paths: ['/api/v1/records/flagged'],
    access: 'admin',
    query: z.strictObject({
      cursor: z
        .string()
        .regex(/^\d{1,15}\.[0-9a-f]{24}\.[1-9]\d{0,2}\.[0-9a-f]{24}$/)
        .optional(),
      limit: z.coerce.number().int().min(1).max(1000).default(100),
    }),
    data: z.object({
      items: z.array(record.extend({ _id: recordId, studentName: z.string().nullable(), className: z.string() })),
      nextCursor: z.string().nullable(),
    }),
  }),
});
