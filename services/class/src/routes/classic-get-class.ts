import { routes } from '@rollcall/contracts';
import { AppError, operation } from '@rollcall/service-kit';
import type { Context } from '../context.ts';
import { teaches } from '../domain/teaches.ts';
import { findClass } from '../operations/find-class.ts';
import { findPeople } from '../operations/people.ts';
import { presentClass } from '../presenters/class.ts';

/** For the class's teachers and its students. */
export const classicGetClass = operation(routes.classicGetClass, async (context: Context, { ids, caller, trace }) => {
  const found = await findClass(context, ids.id);
  const allowed = teaches(found, caller.userId) || (await context.enrolments.has(found._id, caller.userId));
  if (!allowed) throw new AppError('not_class_teacher');
  const studentIds = await context.enrolments.studentIds(found._id);
  return { ...presentClass(found), students: await findPeople(context, studentIds, trace) };
});
