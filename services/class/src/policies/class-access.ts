import { AppError, type Caller } from '@rollcall/service-kit';
import { teaches } from '../domain/teaches.ts';
import type { ClassDocument } from '../store/classes.ts';

type Taught = Pick<ClassDocument, 'teacherId' | 'coTeacherIds'>;
type Who = Pick<Caller, 'userId' | 'role'>;

/** A class is run by its owner, the co-teachers and administrators. */
export function mayRunClass(taught: Taught, { userId, role }: Who): boolean {
  return role === 'admin' || (role === 'teacher' && teaches(taught, userId));
}

/** Throws `not_class_teacher` for who may not run the class. */
export function requireClassRunner(taught: Taught, caller: Who): void {
  if (!mayRunClass(taught, caller)) throw new AppError('not_class_teacher');
}

/** What co-teachers may not do. Throws `not_class_owner` for them, `not_class_teacher` for everybody else. */
export function requireClassOwner(taught: Taught, caller: Who): void {
  requireClassRunner(taught, caller);
  if (caller.role !== 'admin' && caller.userId !== taught.teacherId) throw new AppError('not_class_owner');
}
