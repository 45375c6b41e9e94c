import type { ErrorCode, routes } from '@rollcall/contracts';
import type { Hall } from '../helpers/hall.ts';

/** Everybody whom the routes may meet. `teacher` has the class, `student` is in it; `disabled` was a teacher with a class. */
export const callers = ['nobody', 'student', 'otherStudent', 'teacher', 'otherTeacher', 'admin', 'disabled'] as const;
export type Caller = (typeof callers)[number];

/** What a request is about. Each one is made for its request alone, because the request may end it. */
export interface World {
  hall: Hall;
  /** A session that is open. */
  openSession(): Promise<string>;
  /** A log-in of the student, not the one that requests are sent with. */
  logInSession(): Promise<string>;
  /** An account that belongs to none of the callers. */
  account(): Promise<string>;
  deviceReset(): Promise<string>;
  userImport(): Promise<string>;
  newEmail(): string;
}

/** How a route is asked so that whoever may do it succeeds. */
export interface Case {
  /** The `:id` of the path. */
  id?(world: World): Promise<string> | string;
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

  listClasses: {},
  createClass: { json: () => ({ className: 'Algebra' }) },
  classicCreateClass: { json: () => ({ className: 'Algebra' }) },
  classicGetClass: {
    id: ofClass,
    refused: { otherStudent: 'not_class_teacher', otherTeacher: 'not_class_teacher', admin: 'not_class_teacher' },
  },
  addStudent: { id: ofClass, json: ({ hall }) => ({ studentId: hall.students[0]._id }), refused: notTheirs },
  classicAddStudent: { id: ofClass, json: ({ hall }) => ({ studentId: hall.students[0]._id }), refused: notTheirs },
  classicMyAttendance: { id: ofClass, refused: { otherStudent: 'enrolment_required' } },

  startSession: { json: classBody, refused: notTheirs },
  classicStart: { json: classBody, refused: notTheirs },
  getSession: {
    id: about,
    refused: { otherStudent: 'not_class_teacher', otherTeacher: 'not_class_teacher', admin: 'not_class_teacher' },
  },
  endSession: { id: about, refused: notTheirs },
  getQr: { id: about, refused: notTheirs },
  listRecords: { id: about, refused: notTheirs },
  scan: { json: () => ({ token: 'x'.repeat(44) }), ends: 'token_invalid' },
};

function account(world: World, role: 'student' | 'teacher') {
  return { name: 'A new one', email: world.newEmail(), password: 'secret-word', role };
}

function credentials({ teacher }: Hall) {
  return { email: teacher.email, password: teacher.password };
}
