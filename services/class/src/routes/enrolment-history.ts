import { routes } from '@rollcall/contracts';
import { operation } from '@rollcall/service-kit';
import type { Context } from '../context.ts';
import { findClassOf } from '../operations/find-class-of.ts';
import { presentPeriod } from '../presenters/enrolment.ts';

export const enrolmentHistory = operation(routes.enrolmentHistory, async (context: Context, { ids, caller }) => {
  const { _id, courseId = _id } = await findClassOf(context, ids.id, caller);
  const periods = await context.enrolments.periodsInCourse(courseId, ids.studentId);
  const classes = await context.classes.getMany([...new Set(periods.map(({ classId }) => classId))]);
  const names = new Map(classes.map((one) => [one._id, one.className]));
  return { items: periods.map((period) => presentPeriod(period, names.get(period.classId) ?? '')), nextCursor: null };
});
