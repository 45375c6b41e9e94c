import { rpcs } from '@rollcall/contracts';
import { AppError, answer } from '@rollcall/service-kit';
import type { Context } from '../context.ts';
import { teaches } from '../domain/access.ts';
import { findForStudent, getSession } from '../operations/find-session.ts';

/** Who teaches the class sees everything, who is enrolled the counts and the own mark. */
export const mayJoin = answer(rpcs.session.mayJoin, async (context: Context, { by, sessionId }, trace) => {
  if (by.role === 'student') {
    const { classId } = await findForStudent(context, { by, sessionId }, trace);
    return { audience: 'students' as const, classId };
  }
  const session = await getSession(context, sessionId);
  if (!teaches(session, by)) throw new AppError('not_class_teacher');
  return { audience: 'teachers' as const, classId: session.classId };
});
