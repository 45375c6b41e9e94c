import { rpcs } from '@rollcall/contracts';
import { answer } from '@rollcall/service-kit';
import type { Context } from '../context.ts';

const MOST = 5_000;

export const classesOfCourse = answer(rpcs.class.classesOfCourse, async (context: Context, { courseId }) => {
  const found = await context.courses.get(courseId);
  if (!found) return { course: null, classes: [] };
  const { _id, code, name, term, ownerId: teacherId } = found;
  const classes = await context.classes.pageOfAll({ courseId, limit: MOST });
  return {
    course: { _id, code, name, term, teacherId },
    classes: classes.map(({ _id, className, teacherId, coTeacherIds }) => {
      return { _id, className, teacherIds: [teacherId, ...coTeacherIds] };
    }),
  };
});
