import type { Mappings } from '../mapping.ts';

const course = ['course', 'courseId'] as const;
const group = ['class', 'classId'] as const;
const excuse = ['excuse', 'excuseId'] as const;
const enrolment = { classId: 'plain', studentId: 'user' } as const;
const ofExcuse = { ...enrolment, excuseId: 'plain' } as const;
const calendarKey = { classId: 'plain', userId: 'user' } as const;

/** Courses and classes, and who is in them or wants to be excused. */
export const classes = {
  courseCreated: {
    action: 'course.created',
    about: course,
    fields: { courseId: 'plain', code: 'plain', term: 'plain' },
  },
  courseEdited: { action: 'course.edited', about: course, fields: { courseId: 'plain', fields: 'plain' } },
  courseDeleted: { action: 'course.deleted', about: course, fields: { courseId: 'plain' } },
  classCreated: {
    action: 'class.created',
    about: group,
    fields: { classId: 'plain', className: 'plain', teacherId: 'user' },
  },
  classEdited: {
    action: 'class.edited',
    about: group,
    fields: { classId: 'plain', fields: 'plain', teacherIds: 'user' },
  },
  classDeleted: { action: 'class.deleted', about: group, fields: { classId: 'plain' } },
  joinCodeMade: {
    action: 'class.join-code-made',
    about: group,
    fields: { classId: 'plain', expiresAt: 'plain', approval: 'plain' },
  },
  joinCodeRevoked: { action: 'class.join-code-revoked', about: group, fields: { classId: 'plain' } },
  enrolmentAdded: { action: 'enrolment.added', about: group, fields: { ...enrolment, movedFrom: 'plain' } },
  enrolmentRemoved: { action: 'enrolment.removed', about: group, fields: { ...enrolment, movedTo: 'plain' } },
  excuseRequested: { action: 'excuse.requested', about: excuse, family: group, fields: ofExcuse },
  excuseWithdrawn: { action: 'excuse.withdrawn', about: excuse, family: group, fields: ofExcuse },
  excuseDecided: {
    action: 'excuse.decided',
    about: excuse,
    family: group,
    fields: { ...ofExcuse, approved: 'plain', why: 'personal' },
  },
  calendarKeyMade: { action: 'calendar.key-made', about: group, fields: calendarKey },
  calendarKeyRevoked: { action: 'calendar.key-revoked', about: group, fields: calendarKey },
} satisfies Partial<Mappings>;
