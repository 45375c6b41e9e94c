import { rpcs } from '@rollcall/contracts';
import { AppError, answer } from '@rollcall/service-kit';
import type { Context } from '../context.ts';
import { endSession } from '../operations/end-session.ts';
import { findForTeacher } from '../operations/find-session.ts';

/** Of two who end the classic session at once, the second is told that there is none. */
export const end = answer(rpcs.session.end, async (context: Context, question, trace) => {
  const session = await findForTeacher(context, question);
  try {
    const { _id, classId, endedAt, summary } = await endSession(context, session._id, trace);
    if (!endedAt || !summary) throw new Error(`the session ${_id} has ended without a summary`);
    return { sessionId: _id, classId, endedAt: endedAt.toISOString(), summary };
  } catch (error) {
    const late = question.sessionId === undefined && error instanceof AppError && error.code === 'session_not_active';
    throw late ? new AppError('no_active_session') : error;
  }
});
