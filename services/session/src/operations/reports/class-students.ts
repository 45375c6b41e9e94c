import type { Trace } from '@rollcall/service-kit';
import type { Context } from '../../context.ts';
import type { Tally } from '../../domain/rates.ts';
import type { ReportRange } from '../../domain/report-range.ts';
import { tallyStudents } from '../../domain/tally-class.ts';

/** The students of a class: all who have results in a range, and who is enrolled now. */
export async function studentsOfClass(
  context: Context,
  classId: string,
  range: ReportRange,
  trace: Trace,
): Promise<{ tallies: Map<string, Tally>; enrolled: Set<string> }> {
  const [{ sessions, rosters }, enrolled] = await Promise.all([
    context.reports.ofClass(classId, range),
    enrolledIn(context, classId, trace),
  ]);
  return { tallies: tallyStudents(sessions, rosters), enrolled };
}

async function enrolledIn({ enrolments }: Context, classId: string, trace: Trace): Promise<Set<string>> {
  const enrolled = new Set<string>();
  for await (const studentIds of enrolments.roster(classId, trace)) {
    for (const studentId of studentIds) enrolled.add(studentId);
  }
  return enrolled;
}
