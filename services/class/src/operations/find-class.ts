import { AppError } from '@rollcall/service-kit';
import type { Context } from '../context.ts';
import type { ClassDocument } from '../store/classes.ts';

/** The class of an id. Throws `class_not_found`. */
export async function findClass(context: Context, classId: string): Promise<ClassDocument> {
  const found = await context.classes.get(classId);
  if (!found) throw new AppError('class_not_found');
  return found;
}
