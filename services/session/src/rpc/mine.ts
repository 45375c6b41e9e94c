import { rpcs } from '@rollcall/contracts';
import { answer } from '@rollcall/service-kit';
import type { Context } from '../context.ts';
import { findForStudent } from '../operations/find-session.ts';
import { readResult } from '../operations/read-session.ts';

export const mine = answer(rpcs.session.mine, async (context: Context, question, trace) => {
  const session = await findForStudent(context, question, trace);
  const status = await readResult(context, session, question.by.userId);
  return { sessionId: session._id, classId: session.classId, status };
});
