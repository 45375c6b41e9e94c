import { rpcs } from '@rollcall/contracts';
import { answer } from '@rollcall/service-kit';
import type { Context } from '../context.ts';

export const getClass = answer(rpcs.class.getClass, async (context: Context, { classId }) => {
  const found = await context.classes.get(classId);
  if (!found) return { class: null };
  const { _id, courseId, className, teacherId, coTeacherIds, archivedAt, sessionDefaults } = found;
  const [course] = courseId === _id ? [] : await context.courses.getMany([courseId]);
  const teacherIds = [teacherId, ...coTeacherIds];
  const courseName = course?.name ?? null;
  return { class: { _id, className, courseName, teacherIds, archived: archivedAt !== null, sessionDefaults } };
});
