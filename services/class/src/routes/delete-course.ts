import { routes } from '@rollcall/contracts';
import { AppError, createEvent, operation } from '@rollcall/service-kit';
import type { Context } from '../context.ts';
import { findCourse } from '../operations/find-course.ts';
import { requireCourseEditor } from '../policies/course-access.ts';

export const deleteCourse = operation(routes.deleteCourse, async (context: Context, { ids, caller, trace }) => {
  const { id: courseId } = ids;
  requireCourseEditor(await findCourse(context, courseId), caller);
  const event = createEvent(context.bus, 'courseDeleted', courseId, { courseId }, trace);
  const outcome = await context.catalogue.removeCourse(courseId, new Date(context.clock.now()), event);
  if (outcome === 'gone') throw new AppError('course_not_found');
  if (outcome === 'used') throw new AppError('course_in_use');
  if (outcome === undefined) throw new AppError('try_again');
  void context.courses.outbox.flush(courseId);
  return {};
});
