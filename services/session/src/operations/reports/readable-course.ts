import { type Actor, rpcs } from '@rollcall/contracts';
import { AppError, request, type Trace } from '@rollcall/service-kit';
import type { Context } from '../../context.ts';

/**
 * A course with its classes for whoever may see it: its owner, the teachers of its classes, administrators. Throws
 * `course_not_found`, `not_course_owner`.
 */
export async function readableCourse({ bus }: Context, courseId: string, { userId, role }: Actor, trace: Trace) {
  const { course, classes } = await request(bus, rpcs.class.classesOfCourse, { courseId }, trace);
  if (!course) throw new AppError('course_not_found');
  const isReader =
    role === 'admin' || course.ownerId === userId || classes.some(({ teacherIds }) => teacherIds.includes(userId));
  if (!isReader) throw new AppError('not_course_owner');
  return { course, classes };
}
