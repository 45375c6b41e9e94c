import { type ClassSummary, rpcs } from '@rollcall/contracts';
import { AppError, type Caller, request, type Trace } from '@rollcall/service-kit';
import type { Context } from '../../context.ts';
import { teaches } from '../../domain/access.ts';
import type { KeyOwner } from '../../store/calendar-keys.ts';

/** A class for somebody of it. Throws `class_not_found`; `enrolment_required` for a foreign student, else `not_class_teacher`. */
export async function classForMember(
  context: Context,
  classId: string,
  by: Pick<Caller, 'userId' | 'role'>,
  trace: Trace,
): Promise<ClassSummary> {
  const ofClass = await context.enrolments.getClass(classId, trace);
  if (by.role === 'student') {
    if (!(await context.enrolments.isEnrolled(classId, by.userId, trace))) throw new AppError('enrolment_required');
  } else if (!teaches(ofClass, by)) throw new AppError('not_class_teacher');
  return ofClass;
}

/** The class of a key; null when its owner is gone, disabled, or not of the class any more. */
export async function classOfKey(
  context: Context,
  { classId, userId }: KeyOwner,
  trace: Trace,
): Promise<ClassSummary | null> {
  const { users } = await request(context.bus, rpcs.auth.usersById, { ids: [userId] }, trace);
  const [owner] = users;
  if (!owner || owner.disabled) return null;
  try {
    return await classForMember(context, classId, { userId, role: owner.role }, trace);
  } catch (error) {
    if (error instanceof AppError && refusals.has(error.code)) return null;
    throw error;
  }
}

const refusals = new Set<string>(['class_not_found', 'enrolment_required', 'not_class_teacher']);
