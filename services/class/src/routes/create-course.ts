import { INSTITUTION_ID, routes } from '@rollcall/contracts';
import { AppError, createEvent, operation } from '@rollcall/service-kit';
import type { Context } from '../context.ts';
import { courseFields } from '../domain/course-fields.ts';
import { presentCourse } from '../presenters/course.ts';
import { COURSE_SCHEMA_VERSION } from '../store/courses.ts';

/** The unique index decides about two of one code at once. */
export const createCourse = operation(routes.createCourse, async (context: Context, { body, caller, trace }) => {
  const { bus, clock, courses, ids } = context;
  const { code, name, term, description = null } = body;
  const courseId = ids.objectId();
  const created = {
    _id: courseId,
    schemaVersion: COURSE_SCHEMA_VERSION,
    institutionId: INSTITUTION_ID,
    ...courseFields({ code, name, term }),
    description,
    ownerId: caller.userId,
    createdAt: new Date(clock.now()),
    archivedAt: null,
    deletedAt: null,
    revision: 0,
    outbox: [createEvent(bus, 'courseCreated', courseId, { courseId, code, term }, trace)],
  };
  if (!(await courses.insert(created))) throw new AppError('course_code_taken');
  void courses.outbox.flush(courseId);
  return presentCourse(created);
});
