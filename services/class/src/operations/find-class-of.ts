import type { Caller } from '@rollcall/service-kit';
import type { Context } from '../context.ts';
import { requireClassRunner } from '../policies/class-access.ts';
import type { ClassDocument } from '../store/classes.ts';
import { findClass } from './find-class.ts';

/** The class of an id, for its teachers and administrators. Throws `class_not_found` and `not_class_teacher`. */
export async function findClassOf(
  context: Context,
  classId: string,
  caller: Pick<Caller, 'userId' | 'role'>,
): Promise<ClassDocument> {
  const found = await findClass(context, classId);
  requireClassRunner(found, caller);
  return found;
}
