import type { Operation } from '@rollcall/service-kit';
import type { Context } from '../context.ts';
import { addStudent } from './add-student.ts';
import { classicAddStudent } from './classic-add-student.ts';
import { classicCreateClass } from './classic-create-class.ts';
import { classicGetClass } from './classic-get-class.ts';
import { classicMyAttendance } from './classic-my-attendance.ts';
import { createClass } from './create-class.ts';
import { listClasses } from './list-classes.ts';

/** What the service does over HTTP. */
export const operations: Operation<Context>[] = [
  listClasses,
  createClass,
  classicCreateClass,
  classicGetClass,
  addStudent,
  classicAddStudent,
  classicMyAttendance,
];
