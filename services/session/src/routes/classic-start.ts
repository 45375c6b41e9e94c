import { routes } from '@rollcall/contracts';
import { AppError, operation, type Trace } from '@rollcall/service-kit';
import type { Context } from '../context.ts';
import { requireMayStart } from '../domain/access.ts';
import { endSession, finishClosing } from '../operations/end-session.ts';
import { startSession } from '../operations/start-session.ts';
import type { SessionDocument } from '../store/sessions.ts';

/** Ends the teacher's own other sessions and the class's open one, whoever opened it. */
export const classicStart = operation(routes.classicStart, async (context: Context, { body, caller, trace }) => {
  const ofClass = await context.enrolments.getClass(body.classId, trace);
  requireMayStart(ofClass, caller);
  for (const own of await context.sessions.openOfTeacher(caller.userId)) await end(context, own, trace);
  const request = { ofClass, openedBy: caller.userId, room: null, endsAt: null };
  const session = await startSession(context, request, (open) => end(context, open, trace), trace);
  return { classId: session.classId, startedAt: session.beginsAt.toISOString(), sessionId: session._id };
});

async function end(context: Context, session: SessionDocument, trace: Trace): Promise<void> {
  try {
    if (session.status === 'closing') await finishClosing(context, session, trace);
    else await endSession(context, session._id, trace);
  } catch (error) {
    // Somebody else ended it first, which is as good.
    if (!(error instanceof AppError && error.code === 'session_not_active')) throw error;
  }
}
