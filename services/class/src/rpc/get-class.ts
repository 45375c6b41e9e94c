import { rpcs } from '@rollcall/contracts';
import { answer } from '@rollcall/service-kit';
import type { Context } from '../context.ts';

export const getClass = answer(rpcs.class.getClass, async (context: Context, { classId }) => {
  const found = await context.classes.get(classId);
  if (!found) return { class: null };
  const { _id, className, teacherId, coTeacherIds, archivedAt } = found;
  const teacherIds = [teacherId, ...coTeacherIds];
  return { class: { _id, className, teacherIds, archived: archivedAt !== null } };
});
