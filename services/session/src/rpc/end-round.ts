import { rpcs } from '@rollcall/contracts';
import { answer } from '@rollcall/service-kit';
import type { Context } from '../context.ts';
import { lastRound } from '../domain/rounds.ts';
import { findForTeacher } from '../operations/find-session.ts';
import { endRound as end } from '../operations/rounds.ts';
import { presentRound } from '../presenters/present.ts';

export const endRound = answer(rpcs.session.endRound, async (context: Context, question, trace) => {
  const session = await findForTeacher(context, question);
  return { round: presentRound(session._id, await end(context, session, lastRound(session), trace)) };
});
