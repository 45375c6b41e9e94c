import { routes } from '@rollcall/contracts';
import { AppError, operation } from '@rollcall/service-kit';
import type { Context } from '../context.ts';
import { readRoundId } from '../domain/ids.ts';
import { findForTeacher } from '../operations/find-session.ts';
import { endRound as end } from '../operations/rounds.ts';
import { presentRound } from '../presenters/present.ts';

export const endRound = operation(routes.endRound, async (context: Context, { ids, caller, trace }) => {
  const session = await findForTeacher(context, { by: caller, sessionId: ids.id });
  const { sessionId, roundNumber } = readRoundId(ids.roundId);
  if (sessionId !== session._id) throw new AppError('round_not_found');
  return presentRound(sessionId, await end(context, session, roundNumber, trace));
});
