import { routes } from '@rollcall/contracts';
import { operation } from '@rollcall/service-kit';
import type { Context } from '../context.ts';
import { endSession as end } from '../operations/end-session.ts';
import { findForTeacher } from '../operations/find-session.ts';
import { presentSession } from '../presenters/present.ts';

export const endSession = operation(routes.endSession, async (context: Context, { ids, caller, trace }) => {
  const session = await findForTeacher(context, { by: caller, sessionId: ids.id });
  return presentSession(await end(context, session._id, trace));
});
