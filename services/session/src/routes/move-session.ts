import { routes } from '@rollcall/contracts';
import { operation } from '@rollcall/service-kit';
import type { Context } from '../context.ts';
import { findForTeacher } from '../operations/find-session.ts';
import { moveSession as move } from '../operations/move-session.ts';
import { presentSession } from '../presenters/present.ts';

export const moveSession = operation(routes.moveSession, async (context: Context, { ids, body, caller, trace }) => {
  const session = await findForTeacher(context, { by: caller, sessionId: ids.id });
  return presentSession(await move(context, session, body, trace));
});
