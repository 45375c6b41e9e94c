import { routes } from '@rollcall/contracts';
import { AppError, type Caller, operation, type Trace } from '@rollcall/service-kit';
import type { Context } from '../context.ts';
import { createClassOfCourse as create } from '../operations/create-class.ts';
import { findCourse } from '../operations/find-course.ts';
import { requireTeacher } from '../operations/teachers.ts';
import { viewClass } from '../operations/view-classes.ts';
import { mayEditCourse } from '../policies/course-access.ts';
import type { CourseDocument } from '../store/courses.ts';

export const createClassOfCourse = operation(
  routes.createClassOfCourse,
  async (context: Context, { ids, body, caller, trace }) => {
    const course = await findCourse(context, ids.id);
    const teacherId = await chooseTeacher(context, { course, caller, named: body.teacherId }, trace);
    const created = await create(context, course._id, { ...body, teacherId }, trace);
    return viewClass(context, created, caller, trace);
  },
);

interface Choice {
  course: CourseDocument;
  caller: Caller;
  named: string | undefined;
}

/** Who edits the course may name the teacher; who teaches a class of it may have another one. */
async function chooseTeacher(context: Context, { course, caller, named }: Choice, trace: Trace): Promise<string> {
  const { userId, role } = caller;
  const isEditor = mayEditCourse(course, caller);
  const mayCreate = isEditor || (await context.classes.teachesInCourse(userId, course._id));
  if (!mayCreate || (!isEditor && named !== undefined && named !== userId)) throw new AppError('not_course_owner');
  if (named !== undefined && named !== userId) await requireTeacher(context, named, trace);
  else if (role !== 'teacher') throw new AppError('teacher_not_found');
  return named ?? userId;
}
