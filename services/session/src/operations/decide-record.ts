import type { Actor } from '@rollcall/contracts';
import { AppError, createEvent, type Trace } from '@rollcall/service-kit';
import type { Context } from '../context.ts';
import { requireTeacherOf } from '../domain/access.ts';
import { readRecordId } from '../domain/ids.ts';
import type { RecordDocument } from '../store/records.ts';
import { afterEdit } from './after-edit.ts';
import { noteRecount } from './recount.ts';

const ATTEMPTS = 10;

export interface Decision {
  by: Actor;
  verification: 'confirmed' | 'rejected';
  reason: string | null;
}

/**
 * Decides about a doubtful record, once. Throws `record_not_found`, `not_class_teacher`, and `record_not_flagged` for one
 * that does not wait for a decision.
 */
export async function decideRecord(
  context: Context,
  id: string,
  { by, verification, reason }: Decision,
  trace: Trace,
): Promise<RecordDocument> {
  const { sessionId } = readRecordId(id);
  const session = await context.sessions.get(sessionId);
  if (!session) throw new AppError('record_not_found');
  for (let attempt = 0; attempt < ATTEMPTS; attempt += 1) {
    const current = await context.records.get(sessionId, id);
    if (!current) throw new AppError('record_not_found');
    requireTeacherOf(session, by);
    if (current.verification !== 'flagged') throw new AppError('record_not_flagged');
    await noteRecount(context, session);
    const { _id, classId, studentId, roundNumber, status } = current;
    const data = { recordId: _id, sessionId, classId, studentId, roundNumber, status, verification, why: reason };
    const event = createEvent(context.bus, 'attendanceReviewed', _id, data, trace);
    const change = { at: new Date(await context.live.nowMs()), by: by.userId, reason };
    const decided = await context.records.edit(current, { status, verification, change }, event);
    if (!decided) continue;
    await afterEdit(context, decided, trace);
    return decided;
  }
  throw new AppError('try_again');
}
