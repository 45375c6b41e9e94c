import type { Operation } from '@rollcall/service-kit';
import type { Context } from '../../context.ts';
import { atRisk } from './at-risk.ts';
import { classReport } from './class-report.ts';
import { courseReport } from './course-report.ts';
import { institutionReport } from './institution-report.ts';
import { listAllFlagged } from './list-all-flagged.ts';
import { myAttendance } from './my-attendance.ts';
import { myHistory } from './my-history.ts';
import { sessionReport } from './session-report.ts';
import { studentReport } from './student-report.ts';
import { teacherReport } from './teacher-report.ts';

/** Seeing the results. */
export const reports: Operation<Context>[] = [
  myAttendance,
  myHistory,

  teacherReport,
  sessionReport,
  classReport,
  studentReport,
  atRisk,
  courseReport,

  institutionReport,
  listAllFlagged,
];
