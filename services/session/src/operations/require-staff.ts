import type { Actor, ClassSummary } from '@rollcall/contracts';
import type { Trace } from '@rollcall/service-kit';
import type { Context } from '../context.ts';
import { requireTeacherOf } from '../domain/access.ts';

/** A class, for those who teach it now and administrators. Throws `class_not_found` and `not_class_teacher`. */
export async function requireStaffOf(
  context: Context,
  classId: string,
  person: Actor,
  trace: Trace,
): Promise<ClassSummary> {
  const found = await context.enrolments.getClass(classId, trace);
  if (person.role !== 'admin') requireTeacherOf(found, person);
  return found;
}
