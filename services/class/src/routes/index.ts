import type { Operation } from '@rollcall/service-kit';
import type { Context } from '../context.ts';
import { addCoTeacher } from './add-co-teacher.ts';
import { addStudent } from './add-student.ts';
import { approveJoinRequest } from './approve-join-request.ts';
import { classicAddStudent } from './classic-add-student.ts';
import { classicCreateClass } from './classic-create-class.ts';
import { classicGetClass } from './classic-get-class.ts';
import { classicMyAttendance } from './classic-my-attendance.ts';
import { createClass } from './create-class.ts';
import { createClassOfCourse } from './create-class-of-course.ts';
import { createCourse } from './create-course.ts';
import { deleteClass } from './delete-class.ts';
import { deleteCourse } from './delete-course.ts';
import { editClass } from './edit-class.ts';
import { editCourse } from './edit-course.ts';
import { enrolmentHistory } from './enrolment-history.ts';
import { getClass } from './get-class.ts';
import { getCourse } from './get-course.ts';
import { getJoinCode } from './get-join-code.ts';
import { importRoster } from './import-roster.ts';
import { joinClass } from './join-class.ts';
import { listClasses } from './list-classes.ts';
import { listCourses } from './list-courses.ts';
import { listEnrolled } from './list-enrolled.ts';
import { listJoinRequests } from './list-join-requests.ts';
import { makeJoinCode } from './make-join-code.ts';
import { rejectJoinRequest } from './reject-join-request.ts';
import { removeCoTeacher } from './remove-co-teacher.ts';
import { removeStudent } from './remove-student.ts';
import { revokeJoinCode } from './revoke-join-code.ts';
import { getRosterImport, listRosterImportRows } from './roster-imports.ts';

/** What the service does over HTTP. */
export const operations: Operation<Context>[] = [
  listCourses,
  createCourse,
  getCourse,
  editCourse,
  deleteCourse,
  listClasses,
  createClass,
  createClassOfCourse,
  getClass,
  editClass,
  deleteClass,
  addCoTeacher,
  removeCoTeacher,
  classicCreateClass,
  classicGetClass,
  listEnrolled,
  addStudent,
  removeStudent,
  enrolmentHistory,
  classicAddStudent,
  classicMyAttendance,
  makeJoinCode,
  getJoinCode,
  revokeJoinCode,
  joinClass,
  listJoinRequests,
  approveJoinRequest,
  rejectJoinRequest,
  importRoster,
  getRosterImport,
  listRosterImportRows,
];
