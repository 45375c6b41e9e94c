import { routes } from '@rollcall/contracts';
import { operation } from '@rollcall/service-kit';
import type { Context } from '../context.ts';
import { findClassOf } from '../operations/find-class-of.ts';
import { removeStudent as remove } from '../operations/remove-student.ts';

export const removeStudent = operation(routes.removeStudent, async (context: Context, { ids, caller, trace }) => {
  const { _id: classId } = await findClassOf(context, ids.id, caller);
  const { studentId } = ids;
  return { classId, studentId, removed: await remove(context, { classId, studentId }, trace) };
});
