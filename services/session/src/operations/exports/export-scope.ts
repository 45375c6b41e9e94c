import { type Actor, type ExportScope, rpcs } from '@rollcall/contracts';
import { AppError, request, type Trace } from '@rollcall/service-kit';
import type { Context } from '../../context.ts';
import { teaches } from '../../domain/access.ts';
import { requireStaffOf } from '../require-staff.ts';

export interface Scope {
  /** Null for all. */
  classIds: string[] | null;
  /** For the name of the file. */
  name: string;
}

/**
 * Whose sessions somebody may have: of a class that they teach, of a course all of whose classes they teach, of everybody an
 * administrator. Throws `class_not_found`, `not_class_teacher`, `course_not_found`, `not_course_owner`, `admin_required`.
 */
export async function findScope(
  context: Context,
  { what, ofId }: { what: ExportScope; ofId?: string | undefined },
  person: Actor,
  trace: Trace,
): Promise<Scope> {
  if (what === 'class') {
    const { _id, className } = await requireStaffOf(context, ofId ?? '', person, trace);
    return { classIds: [_id], name: className };
  }
  if (what === 'course') return findCourse(context, ofId ?? '', person, trace);
  if (person.role !== 'admin') throw new AppError('admin_required');
  return { classIds: null, name: 'institution' };
}

async function findCourse(context: Context, courseId: string, person: Actor, trace: Trace): Promise<Scope> {
  const { course, classes } = await request(context.bus, rpcs.class.classesOfCourse, { courseId }, trace);
  if (!course) throw new AppError('course_not_found');
  // Who owns a course makes its classes, but does not see those of others. One without classes has nothing to hide.
  const maySee =
    person.role === 'admin' ||
    (classes.length > 0 ? classes.every((one) => teaches(one, person)) : course.ownerId === person.userId);
  if (!maySee) throw new AppError('not_course_owner');
  return { classIds: classes.map(({ _id }) => _id), name: `${course.code} ${course.term}` };
}
