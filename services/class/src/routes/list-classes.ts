import { routes } from '@rollcall/contracts';
import { operation } from '@rollcall/service-kit';
import type { Context } from '../context.ts';
import { presentClass } from '../presenters/class.ts';

/** A teacher's own and shared classes, a student's classes. */
export const listClasses = operation(routes.listClasses, async (context: Context, { query, caller }) => {
  const pageOfIds = caller.role === 'teacher' ? context.classes.pageOfIds : context.enrolments.pageOfClassIds;
  const classIds = await pageOfIds(caller.userId, query.cursor, query.limit);
  const classes = await context.classes.getMany(classIds);
  const nextCursor = classIds.length === query.limit ? (classIds.at(-1) ?? null) : null;
  return { items: classes.map(presentClass), nextCursor };
});
