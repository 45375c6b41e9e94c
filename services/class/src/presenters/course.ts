import type { Course } from '@rollcall/contracts';
import type { CourseDocument } from '../store/courses.ts';

export function presentCourse(course: CourseDocument): Course {
  const { _id, code, name, term, description, ownerId, archivedAt, createdAt } = course;
  return {
    _id,
    code,
    name,
    term,
    description,
    ownerId,
    archived: archivedAt !== null,
    createdAt: createdAt.toISOString(),
  };
}
