import { routes } from '@rollcall/contracts';
import { AppError, operation } from '@rollcall/service-kit';
import type { Context } from '../context.ts';
import { findClass } from '../operations/find-class.ts';
import { viewClass } from '../operations/view-classes.ts';
import { mayRunClass } from '../policies/class-access.ts';

/** For those who run the class and its students. */
export const getClass = operation(routes.getClass, async (context: Context, { ids, caller, trace }) => {
  const found = await findClass(context, ids.id);
  const allowed = mayRunClass(found, caller) || (await context.enrolments.has(found._id, caller.userId));
  if (!allowed) throw new AppError('not_class_teacher');
  return viewClass(context, found, caller, trace);
});
