import { INSTITUTION_ID } from '@rollcall/contracts';
import { AppError, type Caller, createEvent, type Trace } from '@rollcall/service-kit';
import type { Context } from '../../context.ts';
import { requireNear, requireSensibleRange } from '../../domain/excuse.ts';
import { EXCUSE_SCHEMA_VERSION } from '../../store/excuse-model.ts';
import type { ExcuseDocument } from '../../store/excuses.ts';

const MAX_PENDING = 50;

export interface ExcuseRequest {
  classId: string;
  sessionId?: string | undefined;
  from?: string | undefined;
  to?: string | undefined;
  category: ExcuseDocument['category'];
  reason: string;
}

/**
 * Asks for an excuse in a class that the student is in. Throws `class_not_found`, `enrolment_required`, what `readTimes`
 * throws, `excuse_waiting` for the same again, and `too_many_excuses`.
 */
export async function requestExcuse(
  context: Context,
  request: ExcuseRequest,
  { userId: studentId }: Pick<Caller, 'userId'>,
  trace: Trace,
): Promise<ExcuseDocument> {
  const { classId, category, reason } = request;
  const { className } = await context.enrolments.getClass(classId, trace);
  if (!(await context.enrolments.isEnrolled(classId, studentId, trace))) throw new AppError('enrolment_required');
  const times = await readTimes(context, request);
  if ((await context.excuses.countPendingOfStudent(studentId)) >= MAX_PENDING) throw new AppError('too_many_excuses');
  const _id = context.ids.objectId();
  const excuse: ExcuseDocument = {
    _id,
    schemaVersion: EXCUSE_SCHEMA_VERSION,
    institutionId: INSTITUTION_ID,
    classId,
    className,
    studentId,
    ...times,
    category,
    reason,
    status: 'pending',
    attachment: null,
    createdAt: new Date(context.clock.now()),
    decision: null,
    outbox: [createEvent(context.bus, 'excuseRequested', _id, { excuseId: _id, classId, studentId }, trace)],
  };
  if (!(await context.excuses.insert(excuse))) throw new AppError('excuse_waiting');
  void context.excuses.outbox.flush(_id);
  return excuse;
}

/** Throws `session_not_found` for one of another class, `session_cancelled`, and `invalid_request` for times out of reach. */
async function readTimes(
  { sessions, clock }: Context,
  { classId, sessionId, from, to }: ExcuseRequest,
): Promise<Pick<ExcuseDocument, 'sessionId' | 'from' | 'to'>> {
  if (sessionId === undefined) {
    const range = { from: new Date(from ?? ''), to: new Date(to ?? '') };
    requireSensibleRange(range.from, range.to, clock.now());
    return { sessionId: null, ...range };
  }
  const session = await sessions.get(sessionId);
  if (session?.classId !== classId) throw new AppError('session_not_found');
  if (session.status === 'cancelled') throw new AppError('session_cancelled');
  requireNear('sessionId', session.beginsAt, clock.now());
  return { sessionId, from: null, to: null };
}
