import type { Actor } from '@rollcall/contracts';
import { AppError, type Trace } from '@rollcall/service-kit';
import type { Context } from '../context.ts';
import { requireTeacherOf, teaches } from '../domain/access.ts';
import type { SessionDocument } from '../store/sessions.ts';

export interface SessionQuestion {
  by: Actor;
  /** Without it: the one that the classic contract means. */
  sessionId?: string | undefined;
}

/** A session by id. Throws `session_not_found`. */
export async function getSession(context: Context, sessionId: string): Promise<SessionDocument> {
  const session = await context.sessions.get(sessionId);
  if (!session) throw new AppError('session_not_found');
  return session;
}

/** The session a teacher acts on: the named one of an own class, or the open one that this teacher opened last. */
export async function findForTeacher(context: Context, { by, sessionId }: SessionQuestion): Promise<SessionDocument> {
  if (by.role !== 'teacher') throw new AppError('teacher_event_only');
  if (sessionId === undefined) {
    const open = await context.sessions.openOfTeacher(by.userId);
    const last = open.find((session) => session.status === 'active' && teaches(session, by));
    if (!last) throw new AppError('no_active_session');
    return last;
  }
  const session = await getSession(context, sessionId);
  requireTeacherOf(session, by);
  return session;
}

/** The session a student asks about: the named one, or the last opened one among the own classes. */
export async function findForStudent(
  context: Context,
  { by, sessionId }: SessionQuestion,
  trace: Trace,
): Promise<SessionDocument> {
  if (by.role !== 'student') throw new AppError('student_event_only');
  if (sessionId === undefined) {
    const last = await context.sessions.lastActiveOfClasses(await context.enrolments.classIdsOf(by, trace));
    if (!last) throw new AppError('no_active_session');
    return last;
  }
  const session = await getSession(context, sessionId);
  // A whole hall joins at once: the roster in Redis answers for nearly all of it.
  const enrolled =
    (await context.live.isOnRoster(sessionId, by.userId)) ||
    (await context.enrolments.isEnrolled(session.classId, by.userId, trace));
  if (!enrolled) throw new AppError('not_enrolled');
  return session;
}
