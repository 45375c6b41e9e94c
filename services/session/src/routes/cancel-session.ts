import { routes } from '@rollcall/contracts';
import { operation } from '@rollcall/service-kit';
import type { Context } from '../context.ts';
import { cancelSession as cancel } from '../operations/cancel-session.ts';
import { findForTeacher } from '../operations/find-session.ts';
import { presentSession } from '../presenters/present.ts';

export const cancelSession = operation(routes.cancelSession, async (context: Context, { ids, body, caller, trace }) => {
  const session = await findForTeacher(context, { by: caller, sessionId: ids.id });
  return presentSession(await cancel(context, session, body.reason, trace));
});
