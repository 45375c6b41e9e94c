import { AppError } from '@rollcall/service-kit';
import type { Context } from '../../context.ts';
import type { ExcuseDocument } from '../../store/excuses.ts';

/** A student's own excuse. Throws `excuse_not_found`, also for somebody else's. */
export async function getOwnExcuse(context: Context, excuseId: string, studentId: string): Promise<ExcuseDocument> {
  const excuse = await context.excuses.get(excuseId);
  if (excuse?.studentId !== studentId) throw new AppError('excuse_not_found');
  return excuse;
}
