import { routes } from '@rollcall/contracts';
import { operation } from '@rollcall/service-kit';
import type { Context } from '../context.ts';
import { findForTeacher } from '../operations/find-session.ts';
import { startRound as start } from '../operations/rounds.ts';
import { presentRound } from '../presenters/present.ts';

export const startRound = operation(routes.startRound, async (context: Context, { ids, caller, trace }) => {
  const session = await findForTeacher(context, { by: caller, sessionId: ids.id });
  return presentRound(session._id, await start(context, session, trace));
});
