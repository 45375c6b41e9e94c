import { routes } from '@rollcall/contracts';
import { operation } from '@rollcall/service-kit';
import type { Context } from '../../context.ts';
import { figuresOf, newTally, tally } from '../../domain/rates.ts';
import { classesById } from '../../operations/reports/classes-by-id.ts';

/** The classes of now in the order of their names, then those of former times. */
export const myAttendance = operation(routes.myAttendance, async (context: Context, { caller, trace }) => {
  const [results, enrolledIn] = await Promise.all([
    context.reports.ofStudent({ studentId: caller.userId }),
    context.enrolments.classIdsOf(caller, trace),
  ]);
  const enrolled = new Set(enrolledIn);
  const byClass = Map.groupBy(results, ({ classId }) => classId);
  const classIds = [...new Set([...enrolledIn, ...byClass.keys()])];
  const classes = await classesById(context, classIds, trace);
  const items = classIds.map((classId) => {
    const ofClass = byClass.get(classId) ?? [];
    const [last] = ofClass;
    const found = classes.get(classId);
    const sum = newTally();
    for (const { status } of ofClass.toReversed()) tally(sum, status);
    return {
      classId,
      className: found?.className ?? last?.className ?? null,
      courseName: (found ? found.course?.name : last?.courseName) ?? null,
      enrolled: enrolled.has(classId),
      ...figuresOf(sum.counts),
    };
  });
  return { items: items.sort(currentFirst), nextCursor: null };
});

function currentFirst(one: Named, other: Named): number {
  if (one.enrolled !== other.enrolled) return one.enrolled ? -1 : 1;
  return (one.className ?? '').localeCompare(other.className ?? '', 'en') || (one.classId < other.classId ? -1 : 1);
}

interface Named {
  enrolled: boolean;
  className: string | null;
  classId: string;
}
