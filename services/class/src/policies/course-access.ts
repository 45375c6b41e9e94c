import { AppError, type Caller } from '@rollcall/service-kit';
import type { CourseDocument } from '../store/courses.ts';

type Owned = Pick<CourseDocument, 'ownerId'>;
type Who = Pick<Caller, 'userId' | 'role'>;

/** A course is edited by its owner and by administrators. */
export function mayEditCourse({ ownerId }: Owned, { userId, role }: Who): boolean {
  return role === 'admin' || ownerId === userId;
}

/** Throws `not_course_owner` for everybody else. */
export function requireCourseEditor(course: Owned, caller: Who): void {
  if (!mayEditCourse(course, caller)) throw new AppError('not_course_owner');
}
