import { rpcs } from '@rollcall/contracts';
import { answer } from '@rollcall/service-kit';
import type { Context } from '../context.ts';
import { findForTeacher } from '../operations/find-session.ts';
import { readSummary } from '../operations/read-session.ts';

export const summary = answer(rpcs.session.summary, async (context: Context, question, trace) => {
  const session = await findForTeacher(context, question);
  return { sessionId: session._id, classId: session.classId, summary: await readSummary(context, session, trace) };
});
