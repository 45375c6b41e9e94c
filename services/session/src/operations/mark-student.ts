import { type Actor, type AttendanceStatus, INSTITUTION_ID } from '@rollcall/contracts';
import { AppError, type Trace } from '@rollcall/service-kit';
import type { Context } from '../context.ts';
import { recordId } from '../domain/ids.ts';
import { lastRound } from '../domain/rounds.ts';
import type { RecordDocument } from '../store/records.ts';
import type { SessionDocument } from '../store/sessions.ts';
import { announceRecord } from './announce.ts';
import { ensureLive } from './live-session.ts';

export interface Mark {
  by: Actor;
  studentId: string;
  status: AttendanceStatus;
  reason: string | null;
  method: 'manual' | 'classic';
}

/** A mark by hand, over whatever is there. Throws `student_not_found` for somebody who is not in the class. */
export async function markStudent(
  context: Context,
  session: SessionDocument,
  mark: Mark,
  trace: Trace,
): Promise<RecordDocument> {
  const { by, studentId, status, reason, method } = mark;
  if (session.open) await ensureLive(context, session, trace);
  if (!(await isInClass(context, session, studentId, trace))) throw new AppError('student_not_found');
  const at = new Date(await context.live.nowMs());
  const roundNumber = lastRound(session);
  const record = await context.records.mark(
    {
      _id: recordId(session._id, roundNumber, studentId),
      institutionId: INSTITUTION_ID,
      sessionId: session._id,
      classId: session.classId,
      studentId,
      roundNumber,
      status,
      verification: 'confirmed',
      method,
      recordedAt: at,
    },
    { at, by: by.userId, reason },
  );
  const delta = await context.live.storeMark(record);
  if (delta) announceRecord(context, record, delta, trace);
  return record;
}

async function isInClass(
  context: Context,
  session: SessionDocument,
  studentId: string,
  trace: Trace,
): Promise<boolean> {
  if (!/^[0-9a-f]{24}$/.test(studentId)) return false;
  return (
    (await context.live.isOnRoster(session._id, studentId)) ||
    (await context.enrolments.isEnrolled(session.classId, studentId, trace))
  );
}
