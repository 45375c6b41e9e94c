import { routes } from '@rollcall/contracts';
import { AppError, createEvent, operation } from '@rollcall/service-kit';
import type { Context } from '../context.ts';
import { courseFields } from '../domain/course-fields.ts';
import { findCourse } from '../operations/find-course.ts';
import { requireCourseEditor } from '../policies/course-access.ts';
import { presentCourse } from '../presenters/course.ts';
import type { CourseDocument } from '../store/courses.ts';

const ATTEMPTS = 10;

/** What is so already is no change. */
export const editCourse = operation(routes.editCourse, async (context: Context, { ids, body, caller, trace }) => {
  const { bus, clock, courses } = context;
  for (let attempt = 0; attempt < ATTEMPTS; attempt += 1) {
    const course = await findCourse(context, ids.id);
    requireCourseEditor(course, caller);
    const edit = differences(course, body);
    const fields = Object.keys(edit);
    if (fields.length === 0) return presentCourse(course);
    const event = createEvent(bus, 'courseEdited', course._id, { courseId: course._id, fields }, trace);
    const changed = await courses.change(course, toFields(course, edit, clock.now()), event);
    if (changed === 'taken') throw new AppError('course_code_taken');
    if (changed) {
      void courses.outbox.flush(course._id);
      return presentCourse(changed);
    }
  }
  throw new AppError('try_again');
});

interface Edit {
  code?: string | undefined;
  name?: string | undefined;
  term?: string | undefined;
  description?: string | null | undefined;
  archived?: boolean | undefined;
}

function differences(course: CourseDocument, edit: Edit): Edit {
  const now: Record<string, unknown> = { ...course, archived: course.archivedAt !== null };
  return Object.fromEntries(
    Object.entries(edit).filter(([field, value]) => value !== undefined && value !== now[field]),
  );
}

function toFields({ code, name, term }: CourseDocument, edit: Edit, nowMs: number): Partial<CourseDocument> {
  return {
    ...courseFields({ code: edit.code ?? code, name: edit.name ?? name, term: edit.term ?? term }),
    ...(edit.description !== undefined && { description: edit.description }),
    ...(edit.archived !== undefined && { archivedAt: edit.archived ? new Date(nowMs) : null }),
  };
}
