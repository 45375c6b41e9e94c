import { routes } from '@rollcall/contracts';
import { operation } from '@rollcall/service-kit';
import type { Context } from '../../context.ts';
import { readRange } from '../../domain/report-range.ts';
import { studentHistory } from '../../operations/reports/student-history.ts';

export const myHistory = operation(routes.myHistory, async (context: Context, { query, caller, trace }) => {
  const range = readRange(query, context.redisClock.nowMs());
  const { classId, status, cursor, limit } = query;
  const runningOf = await context.enrolments.classIdsOf(caller, trace);
  return studentHistory(context, { studentId: caller.userId, runningOf, classId, status, cursor, limit, ...range });
});
