import { AppError, createEvent, type Trace } from '@rollcall/service-kit';
import type { Context } from '../../context.ts';
import type { ExcuseDocument } from '../../store/excuses.ts';
import { forgetFile } from './forget-file.ts';
import { getOwnExcuse } from './own-excuse.ts';

/** Takes an own excuse back, with its document. Throws `excuse_not_found`, and `excuse_decided` for one that is not pending. */
export async function withdrawExcuse(
  context: Context,
  excuseId: string,
  studentId: string,
  trace: Trace,
): Promise<ExcuseDocument> {
  const { classId } = await getOwnExcuse(context, excuseId, studentId);
  const event = createEvent(context.bus, 'excuseWithdrawn', excuseId, { excuseId, classId, studentId }, trace);
  const withdrawn = await context.excuses.withdraw(excuseId, studentId, event);
  if (!withdrawn) throw new AppError('excuse_decided');
  void context.excuses.outbox.flush(excuseId);
  if (withdrawn.attachment) await forgetFile(context, withdrawn.attachment.key);
  return withdrawn;
}
