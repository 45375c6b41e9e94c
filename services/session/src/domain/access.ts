import type { Actor, ClassSummary } from '@rollcall/contracts';
import { AppError } from '@rollcall/service-kit';

/** A session is run by its class's teachers, owner and co-teachers. */
export function teaches(session: { teacherIds: string[] }, person: Actor): boolean {
  return person.role === 'teacher' && session.teacherIds.includes(person.userId);
}

/** Throws `not_class_teacher` for everybody else. */
export function requireTeacherOf(session: { teacherIds: string[] }, person: Actor): void {
  if (!teaches(session, person)) throw new AppError('not_class_teacher');
}

/** Sessions are opened by the class's teachers. Throws `not_class_teacher`, and `class_archived` for a class of the past. */
export function requireMayStart(ofClass: ClassSummary, person: Actor): void {
  requireTeacherOf(ofClass, person);
  if (ofClass.archived) throw new AppError('class_archived');
}
