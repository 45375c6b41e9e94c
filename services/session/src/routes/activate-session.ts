import { routes } from '@rollcall/contracts';
import { operation } from '@rollcall/service-kit';
import type { Context } from '../context.ts';
import { requireMayStart } from '../domain/access.ts';
import { activateSession as activate } from '../operations/activate-session.ts';
import { findForTeacher } from '../operations/find-session.ts';
import { presentSession } from '../presenters/present.ts';

export const activateSession = operation(routes.activateSession, async (context: Context, { ids, caller, trace }) => {
  const session = await findForTeacher(context, { by: caller, sessionId: ids.id });
  requireMayStart(await context.enrolments.getClass(session.classId, trace), caller);
  return presentSession(await activate(context, session, trace));
});
