import { rpcs } from '@rollcall/contracts';
import { answer } from '@rollcall/service-kit';
import type { Context } from '../context.ts';
import { findForTeacher } from '../operations/find-session.ts';
import { startRound as start } from '../operations/rounds.ts';
import { presentRound } from '../presenters/present.ts';

export const startRound = answer(rpcs.session.startRound, async (context: Context, question, trace) => {
  const session = await findForTeacher(context, question);
  return { round: presentRound(session._id, await start(context, session, trace)) };
});
