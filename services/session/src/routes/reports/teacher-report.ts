import { routes } from '@rollcall/contracts';
import { operation } from '@rollcall/service-kit';
import type { Context } from '../../context.ts';
import { figuresOf, noCounts } from '../../domain/rates.ts';
import { localDate } from '../../domain/report-range.ts';
import { classesById } from '../../operations/reports/classes-by-id.ts';
import { presentPlanned } from '../../presenters/reports.ts';

/** More than a day of any time zone lasts. */
const AROUND_MS = 36 * 3_600_000;

export const teacherReport = operation(routes.teacherReport, async (context: Context, { query, caller, trace }) => {
  const nowMs = context.redisClock.nowMs();
  const today = localDate(nowMs, query.timeZone);
  const classIds = await context.enrolments.classIdsOf(caller, trace);
  const { reports } = context;
  const [around, active, flagged, excuses, sums, classes] = await Promise.all([
    reports.toComeOfClasses(classIds, new Date(nowMs - AROUND_MS), new Date(nowMs + AROUND_MS)),
    reports.openOfClasses(classIds),
    reports.countFlagged(classIds),
    context.excuses.countPending(classIds),
    reports.sumsOfClasses(classIds),
    classesById(context, classIds, trace),
  ]);
  const sumOf = new Map(sums.map((sum) => [sum.key, sum]));
  return {
    today: around.filter(({ beginsAt }) => localDate(beginsAt.getTime(), query.timeZone) === today).map(presentPlanned),
    active: active.map(presentPlanned),
    flagged,
    excusesToDecide: excuses,
    classes: classIds.map((classId) => {
      const { counts = noCounts, last = null } = sumOf.get(classId) ?? {};
      const lastSession = last && { sessionId: last.sessionId, beginsAt: last.beginsAt.toISOString() };
      return { classId, className: classes.get(classId)?.className ?? null, ...figuresOf(counts), lastSession };
    }),
  };
});
