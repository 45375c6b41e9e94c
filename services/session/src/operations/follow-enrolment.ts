import { AppError, type Trace } from '@rollcall/service-kit';
import type { Context } from '../context.ts';

const ATTEMPTS = 5;

export interface Enrolment {
  classId: string;
  studentId: string;
}

/**
 * Brings the roster of the class's open session in line with what class says now, so that the order in which changes are
 * heard makes no difference.
 */
export async function followEnrolment(context: Context, enrolment: Enrolment, trace: Trace): Promise<void> {
  const { classId, studentId } = enrolment;
  context.enrolments.noteEnrolment(classId, studentId);
  const session = await context.sessions.openOfClass(classId);
  if (!session) return;
  for (let attempt = 0; attempt < ATTEMPTS; attempt += 1) {
    const version = await context.live.rosterVersion(session._id);
    if (!(await context.enrolments.isEnrolled(classId, studentId, trace))) return leaveRoster(context, enrolment);
    if (await context.live.enter(session._id, studentId, version)) return;
  }
  throw new AppError('try_again');
}

/** Takes a removed student off the roster of the class's open session, at once. */
export async function leaveRoster({ sessions, live }: Context, { classId, studentId }: Enrolment): Promise<void> {
  const session = await sessions.openOfClass(classId);
  const rounds = session?.rounds.map(({ roundNumber }) => roundNumber) ?? [];
  if (session) await live.leave(session._id, studentId, rounds);
}
