import { rpcs } from '@rollcall/contracts';
import { answer } from '@rollcall/service-kit';
import type { Context } from '../context.ts';
import { findForTeacher } from '../operations/find-session.ts';
import { markStudent } from '../operations/mark-student.ts';

export const mark = answer(
  rpcs.session.mark,
  async (context: Context, { by, sessionId, studentId, status, reason }, trace) => {
    const session = await findForTeacher(context, { by, sessionId });
    const method = sessionId === undefined ? 'classic' : 'manual';
    await markStudent(context, session, { by, studentId, status, reason: reason ?? null, method }, trace);
    return { sessionId: session._id, classId: session.classId, studentId, status };
  },
);
