import type { PlacedClass } from '@rollcall/contracts';
import type { ClassDocument } from '../store/classes.ts';
import type { CourseDocument } from '../store/courses.ts';

/** A class with its course, for other services; without a course it stands alone. */
export function presentPlaced(
  { _id, className, teacherId, coTeacherIds }: ClassDocument,
  course: CourseDocument | undefined,
): PlacedClass {
  return {
    _id,
    className,
    teacherIds: [teacherId, ...coTeacherIds],
    course: course ? { _id: course._id, code: course.code, name: course.name, term: course.term } : null,
  };
}
