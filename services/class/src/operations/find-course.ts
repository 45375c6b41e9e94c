import { AppError } from '@rollcall/service-kit';
import type { Context } from '../context.ts';
import type { CourseDocument } from '../store/courses.ts';

/** The course of an id. Throws `course_not_found`. */
export async function findCourse({ courses }: Context, courseId: string): Promise<CourseDocument> {
  const found = await courses.get(courseId);
  if (!found) throw new AppError('course_not_found');
  return found;
}
