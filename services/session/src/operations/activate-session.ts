import { AppError, type Trace } from '@rollcall/service-kit';
import type { Context } from '../context.ts';
import type { SessionDocument } from '../store/sessions.ts';
import { begun, opened, whenClassIsFree } from './start-session.ts';

/**
 * Starts a scheduled session. Throws `session_not_scheduled`, and `session_already_active` while another one of its class is
 * open.
 */
export async function activateSession(
  context: Context,
  session: SessionDocument,
  trace: Trace,
): Promise<SessionDocument> {
  const refuse = async () => {
    throw new AppError('session_already_active');
  };
  return whenClassIsFree(context, session.classId, refuse, trace, async () => {
    const active = begun(context, session, trace);
    const outcome = await context.sessions.activate(active);
    if (outcome === null) throw new AppError('session_not_scheduled');
    return outcome && opened(context, active, trace);
  });
}
