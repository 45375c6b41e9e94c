import type { ErrorCode, routes } from '@rollcall/contracts';
import type { Hall } from '../helpers/hall.ts';

/** Everybody whom the routes may meet. `teacher` has the class, `student` is in it; `disabled` was a teacher with a class. */
export const callers = ['nobody', 'student', 'otherStudent', 'teacher', 'otherTeacher', 'admin', 'disabled'] as const;
export type Caller = (typeof callers)[number];

/** What a request is about. Each one is made for its request alone, because the request may end it. */
export interface World {
  hall: Hall;
  /** A course of the teacher. */
  course(): Promise<string>;
  /** A class of the teacher that nobody is in. */
  emptyClass(): Promise<string>;
  /** A session that is open. */
  openSession(): Promise<string>;
  scheduledSession(): Promise<string>;
  /** A record of the student that waits for a decision. */
  flaggedRecord(): Promise<string>;
  /** A log-in of the student, not the one that requests are sent with. */
  logInSession(): Promise<string>;
  /** An account that belongs to none of the callers. */
  account(): Promise<string>;
  deviceReset(): Promise<string>;
  /** An excuse of the student that waits for a decision, with a document. */
  excuse(): Promise<string>;
  userImport(): Promise<string>;
  /** An import into the class of the hall. */
  rosterImport(): Promise<string>;
  /** A notification of the student. */
  notification(): Promise<string>;
  webhook(): Promise<string>;
  /** An export of the teacher. */
  export(): Promise<string>;
  newEmail(): string;
}

/** How a route is asked so that whoever may do it succeeds. */
export interface Case {
  /** The `:id` of the path. */
  id?(world: World): Promise<string> | string;
  /** The other id of a path that has two; `id` is the first. */
  otherId?(world: World, id: string): Promise<string> | string;
  json?(world: World): Promise<object> | object;
  file?: { type: string; text: string };
  /** Of those who have the role: who is refused all the same, and how. */
  refused?: Partial<Record<Caller, ErrorCode>>;
  /** Whoever gets this far is answered by this error: the thing itself is tried elsewhere. */
  ends?: ErrorCode;
}

const ofClass = ({ hall }: World) => hall.classId;
const about = (world: World) => world.openSession();
const notTheirs = { otherTeacher: 'not_class_teacher' } as const;
const notOfTheClass = { ...notTheirs, admin: 'not_class_teacher', otherStudent: 'enrolment_required' } as const;
const course = (world: World) => world.course();
const notTheirCourse = { otherTeacher: 'not_course_owner' } as const;
const flagged = (world: World) => world.flaggedRecord();
const firstRound = (_: World, sessionId: string) => `${sessionId}.1`;
const webhook = (world: World) => world.webhook();
const excuse = (world: World) => world.excuse();
const classBody = ({ hall }: World) => ({ classId: hall.classId });

/** Every route of the contracts: a new one that is not here does not compile. */
export const cases: Record<keyof typeof routes, Case> = {
  signUp: { json: (world) => account(world, 'student') },
  classicSignUp: { json: (world) => account(world, 'student') },
  logIn: { json: ({ hall }) => credentials(hall) },
  classicLogIn: { json: ({ hall }) => credentials(hall) },
  bareLogIn: { json: ({ hall }) => credentials(hall) },
  refresh: { json: () => ({ refreshToken: 'x' }), ends: 'refresh_token_invalid' },
  logOut: {},
  logOutAll: {},
  listLogInSessions: {},
  endOtherLogInSessions: {},
  endLogInSession: {
    id: (world) => world.logInSession(),
    refused: {
      otherStudent: 'log_in_session_not_found',
      teacher: 'log_in_session_not_found',
      otherTeacher: 'log_in_session_not_found',
      admin: 'log_in_session_not_found',
    },
  },
  changePassword: {
    json: () => ({ currentPassword: 'not this one', newPassword: 'secret-word' }),
    ends: 'wrong_password',
  },
  forgotPassword: { json: () => ({ email: 'nobody@school.test' }) },
  resetPassword: { json: () => ({ token: 'x', password: 'secret-word' }), ends: 'reset_token_invalid' },
  me: {},
  classicMe: {},
  editMe: { json: () => ({ name: 'Another name' }) },
  classicListStudents: {},
  jwks: {},

  findStudents: {},
  listUsers: {},
  getUser: { id: (world) => world.account() },
  createUser: { json: (world) => account(world, 'teacher') },
  editUser: { id: (world) => world.account(), json: () => ({ disabled: true, reason: 'left' }) },
  endUserSessions: { id: (world) => world.account() },
  importUsers: { file: { type: 'text/csv', text: 'name,email\nAnna,anna@import.test\n' } },
  getUserImport: { id: (world) => world.userImport() },
  listUserImportRows: { id: (world) => world.userImport() },

  bindDevice: { json: () => ({ device: { kind: 'id', id: 'phone-of-the-matrix' } }) },
  myDevice: {},
  requestDeviceReset: {},
  listDeviceResets: {},
  approveDeviceReset: { id: (world) => world.deviceReset() },
  rejectDeviceReset: { id: (world) => world.deviceReset() },

  listCourses: {},
  createCourse: { json: (world) => ({ code: world.newEmail().slice(0, 30), name: 'Algebra', term: '2026' }) },
  getCourse: { id: course, refused: notTheirCourse },
  editCourse: { id: course, json: () => ({ name: 'Algebra' }), refused: notTheirCourse },
  deleteCourse: { id: course, refused: notTheirCourse },
  createClassOfCourse: {
    id: course,
    json: ({ hall }) => ({ className: 'Algebra', teacherId: hall.teacher._id }),
    refused: notTheirCourse,
  },

  listClasses: {},
  getClass: { id: ofClass, refused: { ...notTheirs, otherStudent: 'not_class_teacher' } },
  editClass: { id: ofClass, json: () => ({ description: 'Once a week' }), refused: notTheirs },
  deleteClass: { id: (world) => world.emptyClass(), refused: notTheirs },
  addCoTeacher: { id: ofClass, json: ({ hall }) => ({ email: hall.teacher.email }), refused: notTheirs },
  removeCoTeacher: { id: ofClass, otherId: (world) => world.account(), refused: notTheirs },
  createClass: { json: () => ({ className: 'Algebra' }) },
  classicCreateClass: { json: () => ({ className: 'Algebra' }) },
  classicGetClass: {
    id: ofClass,
    refused: { otherStudent: 'not_class_teacher', otherTeacher: 'not_class_teacher', admin: 'not_class_teacher' },
  },
  listEnrolled: { id: ofClass, refused: notTheirs },
  removeStudent: { id: ofClass, otherId: (world) => world.account(), refused: notTheirs },
  enrolmentHistory: { id: ofClass, otherId: ({ hall }) => hall.students[0]._id, refused: notTheirs },
  addStudent: { id: ofClass, json: ({ hall }) => ({ studentId: hall.students[0]._id }), refused: notTheirs },
  classicAddStudent: { id: ofClass, json: ({ hall }) => ({ studentId: hall.students[0]._id }), refused: notTheirs },
  classicMyAttendance: { id: ofClass, refused: { otherStudent: 'enrolment_required' } },

  makeJoinCode: { id: ofClass, json: () => ({ maxUses: 5 }), refused: notTheirs },
  getJoinCode: { id: ofClass, refused: notTheirs },
  revokeJoinCode: { id: ofClass, refused: notTheirs },
  joinClass: { json: () => ({ code: 'AAAA-AAAA' }), ends: 'join_code_invalid' },
  listJoinRequests: { id: ofClass, refused: notTheirs },
  approveJoinRequest: {
    id: ofClass,
    otherId: (world) => world.account(),
    refused: notTheirs,
    ends: 'join_request_not_found',
  },
  rejectJoinRequest: {
    id: ofClass,
    otherId: (world) => world.account(),
    refused: notTheirs,
    ends: 'join_request_not_found',
  },

  importRoster: { id: ofClass, file: { type: 'text/csv', text: 'email\nnobody@import.test\n' }, refused: notTheirs },
  getRosterImport: { id: ofClass, otherId: (world) => world.rosterImport(), refused: notTheirs },
  listRosterImportRows: { id: ofClass, otherId: (world) => world.rosterImport(), refused: notTheirs },

  // Each has a class of its own: one class has one open session.
  startSession: { json: async (world) => ({ classId: await world.emptyClass() }), refused: notTheirs },
  classicStart: { json: classBody, refused: notTheirs },
  listSessions: {},
  getSession: {
    id: about,
    refused: { otherStudent: 'not_class_teacher', otherTeacher: 'not_class_teacher', admin: 'not_class_teacher' },
  },
  activateSession: { id: (world) => world.scheduledSession(), refused: notTheirs },
  moveSession: { id: (world) => world.scheduledSession(), json: () => ({ room: 'H2' }), refused: notTheirs },
  endSession: { id: about, refused: notTheirs },
  cancelSession: { id: about, json: () => ({ reason: 'Fire drill' }), refused: notTheirs },
  startRound: { id: about, refused: notTheirs },
  endRound: { id: about, otherId: firstRound, refused: notTheirs },

  getQr: { id: about, refused: notTheirs },
  qrStatus: { id: about, refused: notTheirs },
  rotateQr: { id: about, refused: notTheirs },
  regenerateCode: { id: about, refused: notTheirs },

  scan: { json: () => ({ token: 'x'.repeat(44) }), ends: 'token_invalid' },
  scanOfRound: {
    id: about,
    otherId: firstRound,
    json: () => ({ token: 'x'.repeat(44) }),
    ends: 'token_invalid',
  },

  listRecords: { id: about, refused: notTheirs },
  listFlagged: { id: about, refused: notTheirs },
  sessionStats: { id: about, refused: notTheirs },
  markStudent: {
    id: about,
    otherId: ({ hall }) => hall.students[0]._id,
    json: () => ({ status: 'late' }),
    refused: notTheirs,
  },
  confirmRecord: { id: flagged, refused: notTheirs },
  rejectRecord: { id: flagged, json: () => ({ reason: 'Not here' }), refused: notTheirs },
  setRecordStatus: { id: flagged, json: () => ({ status: 'excused', reason: 'Medical note' }) },

  listAuditEntries: {},
  exportAuditEntries: {},
  verifyAudit: {},
  auditKey: {},
  myAttendance: {},
  myHistory: {},
  teacherReport: {},
  sessionReport: { id: about, refused: notTheirs },
  classReport: { id: ofClass, refused: notTheirs },
  studentReport: { id: ofClass, otherId: ({ hall }) => hall.students[0]._id, refused: notTheirs },
  atRisk: { id: ofClass, refused: notTheirs },
  courseReport: { id: course, refused: notTheirCourse },
  institutionReport: {},
  listAllFlagged: {},

  makeCalendarKey: { id: ofClass, refused: notOfTheClass },
  getCalendarKey: { id: ofClass, refused: notOfTheClass },
  revokeCalendarKey: { id: ofClass, refused: notOfTheClass },
  // The key stands where other addresses have an id; nobody has this one.
  calendar: { ends: 'calendar_not_found' },
  listNotifications: {},
  readNotification: {
    id: (world) => world.notification(),
    refused: {
      otherStudent: 'notification_not_found',
      teacher: 'notification_not_found',
      otherTeacher: 'notification_not_found',
      admin: 'notification_not_found',
    },
  },
  readAllNotifications: {},
  getNotificationPreferences: {},
  setNotificationPreferences: { json: () => ({ kinds: { session_started: { inApp: true, email: false } } }) },

  listWebhooks: {},
  createWebhook: { json: () => ({ url: 'https://hooks.school.test/rollcall', events: ['session.started'] }) },
  getWebhook: { id: webhook },
  editWebhook: { id: webhook, json: () => ({ enabled: false }) },
  deleteWebhook: { id: webhook },
  rotateWebhookSecret: { id: webhook },
  testWebhook: { id: webhook },
  listWebhookDeliveries: { id: webhook },
  redeliverWebhook: { id: webhook, otherId: (world) => world.account(), ends: 'webhook_delivery_not_found' },
  requestExcuse: { json: excuseBody, refused: { otherStudent: 'enrolment_required' } },
  listMyExcuses: {},
  withdrawExcuse: { id: excuse, refused: { otherStudent: 'excuse_not_found' } },
  attachToExcuse: {
    id: excuse,
    file: { type: 'application/pdf', text: '%PDF-1.7' },
    refused: { otherStudent: 'excuse_not_found' },
  },
  getExcuseAttachment: { id: excuse, refused: { ...notTheirs, otherStudent: 'not_class_teacher' } },
  listExcuses: {},
  approveExcuse: { id: excuse, refused: notTheirs },
  rejectExcuse: { id: excuse, json: () => ({ reason: 'No note' }), refused: notTheirs },

  exportSession: { id: about, refused: notTheirs },
  createExport: { json: ({ hall }) => ({ what: 'class', ofId: hall.classId, format: 'csv' }), refused: notTheirs },
  getExport: {
    id: (world) => world.export(),
    refused: { otherTeacher: 'export_not_found', admin: 'export_not_found' },
  },
  listExports: {},
  getFile: { ends: 'file_not_found' },
};

let asked = 0;

/** Each about another time: the same again would be refused. */
export function excuseBody({ hall }: Pick<World, 'hall'>) {
  asked += 1;
  const [from, to] = [0, 1_000].map((ms) => new Date(Date.now() + asked * 60_000 + ms).toISOString());
  return { classId: hall.classId, from, to, category: 'other', reason: 'A family matter' };
}

function account(world: World, role: 'student' | 'teacher') {
  return { name: 'A new one', email: world.newEmail(), password: 'secret-word', role };
}

function credentials({ teacher }: Hall) {
  return { email: teacher.email, password: teacher.password };
}
