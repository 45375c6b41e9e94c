import { routes } from '@rollcall/contracts';
import { operation } from '@rollcall/service-kit';
import type { Context } from '../../context.ts';
import { readRange } from '../../domain/report-range.ts';
import { namesOf } from '../../operations/people.ts';
import { studentsOfClass } from '../../operations/reports/class-students.ts';
import { figuresOverTime } from '../../operations/reports/over-time.ts';
import { requireStaffOf } from '../../operations/require-staff.ts';
import { presentStudent } from '../../presenters/reports.ts';

export const classReport = operation(routes.classReport, async (context: Context, { ids, query, caller, trace }) => {
  const range = readRange(query, context.redisClock.nowMs());
  const { className } = await requireStaffOf(context, ids.id, caller, trace);
  const grouping = { classIds: [ids.id], ...range, by: query.by, timeZone: query.timeZone };
  const [{ date }, { tallies, enrolled }] = await Promise.all([
    context.reports.groupResults(grouping, ['date']),
    studentsOfClass(context, ids.id, range, trace),
  ]);
  const names = await namesOf(context, [...tallies.keys()], trace);
  const students = [...tallies].map(([studentId, one]) => presentStudent(studentId, one, { names, enrolled }));
  return { classId: ids.id, className, ...figuresOverTime(date), students: students.sort(byName) };
});

function byName(one: Named, other: Named): number {
  const [name, otherName] = [one.name ?? '', other.name ?? ''];
  if (name !== otherName) return name < otherName ? -1 : 1;
  return one.studentId < other.studentId ? -1 : 1;
}

interface Named {
  name: string | null;
  studentId: string;
}
