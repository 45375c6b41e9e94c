import { type Actor, type AttendanceStatus, INSTITUTION_ID } from '@rollcall/contracts';
import { AppError, createEvent, type Trace } from '@rollcall/service-kit';
import type { Context } from '../context.ts';
import { recordId } from '../domain/ids.ts';
import { lastRound } from '../domain/rounds.ts';
import type { NewRecord, RecordDocument } from '../store/records.ts';
import type { SessionDocument } from '../store/sessions.ts';
import { afterEdit } from './after-edit.ts';
import { ensureLive } from './live-session.ts';
import { noteRecount } from './recount.ts';

const ATTEMPTS = 10;

export interface Mark {
  by: Actor;
  studentId: string;
  status: AttendanceStatus;
  reason: string | null;
  method: 'manual' | 'classic';
  /** Default: the round that runs or ran last. */
  roundNumber?: number | undefined;
  /** The revision that the teacher has seen, 0 for none; whatever is there when it is not said. */
  rev?: number | undefined;
}

/**
 * A mark by hand, over whatever is there, also after the end. Throws `student_not_found` for somebody who is neither in the
 * class nor in the record, `record_changed` when somebody was faster.
 */
export async function markStudent(
  context: Context,
  session: SessionDocument,
  mark: Mark,
  trace: Trace,
): Promise<RecordDocument> {
  const roundNumber = roundOf(session, mark);
  if (session.open) await ensureLive(context, session, trace);
  else await noteRecount(context, session);
  const at = new Date(await context.live.nowMs());
  for (let attempt = 0; attempt < ATTEMPTS; attempt += 1) {
    const current = await context.records.get(session._id, recordId(session._id, roundNumber, mark.studentId));
    if (!current && !(await isInClass(context, session, mark.studentId, trace)))
      throw new AppError('student_not_found');
    if (mark.rev !== undefined && mark.rev !== (current?.rev ?? 0)) throw new AppError('record_changed');
    const written = await write(context, markedRecord(session, mark, roundNumber, at), current, mark, trace);
    if (!written) continue;
    await afterEdit(context, written, trace);
    return written;
  }
  throw new AppError('try_again');
}

function roundOf(session: SessionDocument, { roundNumber = lastRound(session) }: Mark): number {
  if (session.status === 'cancelled') throw new AppError('session_cancelled');
  if (session.status === 'scheduled') throw new AppError('session_not_active');
  if (!session.rounds.some((round) => round.roundNumber === roundNumber)) throw new AppError('round_not_found');
  return roundNumber;
}

function markedRecord(session: SessionDocument, mark: Mark, roundNumber: number, recordedAt: Date): NewRecord {
  return {
    _id: recordId(session._id, roundNumber, mark.studentId),
    institutionId: INSTITUTION_ID,
    sessionId: session._id,
    classId: session.classId,
    studentId: mark.studentId,
    roundNumber,
    status: mark.status,
    verification: 'confirmed',
    method: mark.method,
    recordedAt,
  };
}

async function write(
  context: Context,
  wanted: NewRecord,
  current: RecordDocument | null,
  { by, reason }: Mark,
  trace: Trace,
): Promise<RecordDocument | null> {
  const { _id, sessionId, classId, studentId, roundNumber, status, verification, method, recordedAt } = wanted;
  const data = {
    ...{ recordId: _id, sessionId, classId, studentId, roundNumber, status, method, why: reason },
    from: current?.status ?? null,
    rev: (current?.rev ?? 0) + 1,
  };
  const event = createEvent(context.bus, 'attendanceChanged', _id, data, trace);
  const change = { at: recordedAt, by: by.userId, reason };
  if (!current) return context.records.insertByHand(wanted, change, event);
  return context.records.edit(current, { status, verification, method, recordedAt, change }, event);
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
