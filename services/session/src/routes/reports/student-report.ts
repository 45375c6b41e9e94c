import { routes } from '@rollcall/contracts';
import { AppError, operation } from '@rollcall/service-kit';
import type { Context } from '../../context.ts';
import { newTally, tally } from '../../domain/rates.ts';
import { readRange } from '../../domain/report-range.ts';
import { namesOf } from '../../operations/people.ts';
import { studentHistory } from '../../operations/reports/student-history.ts';
import { requireStaffOf } from '../../operations/require-staff.ts';
import { presentStudent } from '../../presenters/reports.ts';

export const studentReport = operation(
  routes.studentReport,
  async (context: Context, { ids, query, caller, trace }) => {
    const range = readRange(query, context.redisClock.nowMs());
    const { id: classId, studentId } = ids;
    await requireStaffOf(context, classId, caller, trace);
    const [results, isEnrolled] = await Promise.all([
      context.reports.ofStudent({ studentId, classId, ...range }),
      context.enrolments.isEnrolled(classId, studentId, trace),
    ]);
    const isKnown = isEnrolled || results.length > 0 || (await wasThere(context, studentId, classId));
    if (!isKnown) throw new AppError('student_not_found');
    const sum = newTally();
    for (const { status } of results.toReversed()) tally(sum, status);
    const { cursor, limit } = query;
    const runningOf = isEnrolled ? [classId] : [];
    const [history, names] = await Promise.all([
      studentHistory(context, { studentId, runningOf, classId, cursor, limit, ...range }),
      namesOf(context, [studentId], trace),
    ]);
    const enrolled = new Set(isEnrolled ? [studentId] : []);
    return { ...presentStudent(studentId, sum, { names, enrolled }), ...history };
  },
);

/** Outside of the range that is asked about. */
async function wasThere({ reports }: Context, studentId: string, classId: string): Promise<boolean> {
  return (await reports.ofStudent({ studentId, classId, limit: 1 })).length > 0;
}
