import { routes } from '@rollcall/contracts';
import { operation } from '@rollcall/service-kit';
import type { Context } from '../../context.ts';
import { figuresOf, noCounts } from '../../domain/rates.ts';
import { readRange } from '../../domain/report-range.ts';
import { figuresOverTime } from '../../operations/reports/over-time.ts';
import { readableCourse } from '../../operations/reports/readable-course.ts';

export const courseReport = operation(routes.courseReport, async (context: Context, { ids, query, caller, trace }) => {
  const range = readRange(query, context.redisClock.nowMs());
  const { course, classes } = await readableCourse(context, ids.id, caller, trace);
  const { by, timeZone } = query;
  const classIds = classes.map(({ _id }) => _id);
  const groups = await context.reports.groupResults({ classIds, ...range, by, timeZone }, ['date', 'class']);
  const countsOf = new Map(groups.class.map(({ key, counts }) => [key, counts]));
  const { _id: courseId, code, name, term } = course;
  return {
    ...{ courseId, code, name, term },
    ...figuresOverTime(groups.date),
    classes: classes.map(({ _id, className }) => ({
      classId: _id,
      className,
      ...figuresOf(countsOf.get(_id) ?? noCounts),
    })),
  };
});
