import type { Actor } from '@rollcall/contracts';
import { AppError, createEvent, type Trace } from '@rollcall/service-kit';
import type { Context } from '../../context.ts';
import type { ExcuseDocument } from '../../store/excuses.ts';
import { requireStaffOf } from '../require-staff.ts';
import { markExcused } from './mark-excused.ts';

export interface ExcuseDecision {
  by: Actor;
  isApproved: boolean;
  reason: string | null;
}

/**
 * Decides about an excuse, once: of two at the same time the second gets `excuse_decided`. What an approval means for records
 * is done before the answer, or by a job. Throws `excuse_not_found`, `class_not_found` and `not_class_teacher`, too.
 */
export async function decideExcuse(
  context: Context,
  excuseId: string,
  { by, isApproved, reason }: ExcuseDecision,
  trace: Trace,
): Promise<ExcuseDocument> {
  const found = await context.excuses.get(excuseId);
  if (!found) throw new AppError('excuse_not_found');
  const { classId, studentId } = found;
  await requireStaffOf(context, classId, by, trace);
  const decision = { by: by.userId, role: by.role, at: new Date(await context.live.nowMs()), reason };
  const data = { excuseId, classId, studentId, approved: isApproved, why: reason };
  const event = createEvent(context.bus, 'excuseDecided', excuseId, data, trace);
  const decided = await context.excuses.decide(excuseId, isApproved, decision, event);
  if (!decided) throw new AppError('excuse_decided');
  void context.excuses.outbox.flush(excuseId);
  await context.checkpoint?.('excuse:after-decision');
  if (isApproved) {
    await markExcused(context, decided, trace).catch((error) =>
      context.log.warn({ err: error, excuseId }, 'excuse approved, records follow'),
    );
  }
  return decided;
}
