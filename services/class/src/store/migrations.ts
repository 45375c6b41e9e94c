import { importModels } from '@rollcall/imports';
import {
  createHandledEvents,
  createPublishedEvents,
  type DatabaseSchema,
  dropIndex,
  parkedEventModel,
} from '@rollcall/service-kit';
import { raiseClass } from '../domain/class-version-2.ts';
import { raiseEnrolment } from '../domain/enrolment-version-2.ts';
import { rosterImports } from '../imports/roster-imports.ts';
import { classModel } from './classes.ts';
import { courseModel } from './courses.ts';
import { enrolmentModel } from './enrolments.ts';
import { joinCodeModel } from './join-codes.ts';
import { joinRequestModel } from './join-requests.ts';

/** What the command `migrate` brings the database to: all models, for their indexes, and the migrations in their order. */
export const databaseSchema: DatabaseSchema = {
  models: [
    courseModel,
    classModel,
    enrolmentModel,
    joinCodeModel,
    joinRequestModel,
    ...importModels(rosterImports),
    createHandledEvents,
    parkedEventModel,
    createPublishedEvents,
  ],
  migrations: [
    { name: 'classes-2-courses', collection: 'classes', from: 1, to: 2, migrate: raiseClass },
    { name: 'enrolments-2-periods', collection: 'enrolments', from: 1, to: 2, migrate: raiseEnrolment },
    // It forbids a second period in a course, so nobody comes back before it is gone.
    dropIndex('enrolments-2-drop-unique', 'enrolments', 'courseId_1_studentId_1'),
    dropIndex('enrolments-2-drop-by-class', 'enrolments', 'classId_1_studentId_1'),
    dropIndex('enrolments-2-drop-by-student', 'enrolments', 'studentId_1_classId_1'),
  ],
};
