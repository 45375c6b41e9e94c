import { routes } from '@rollcall/contracts';
import { operation } from '@rollcall/service-kit';
import type { Context } from '../context.ts';
import { findCourse } from '../operations/find-course.ts';
import { requireCourseEditor } from '../policies/course-access.ts';
import { presentCourse } from '../presenters/course.ts';

/** For who may edit it and the teachers of its classes. */
export const getCourse = operation(routes.getCourse, async (context: Context, { ids, caller }) => {
  const course = await findCourse(context, ids.id);
  if (!(await context.classes.teachesInCourse(caller.userId, course._id))) requireCourseEditor(course, caller);
  return presentCourse(course);
});
