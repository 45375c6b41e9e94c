import { rpcs } from '@rollcall/contracts';
import { answer } from '@rollcall/service-kit';
import type { Context } from '../context.ts';
import { readResult } from '../operations/read-session.ts';

export const statusInClass = answer(rpcs.session.statusInClass, async (context: Context, { classId, studentId }) => {
  const session = await context.sessions.lastEndedOfClass(classId);
  return { status: session ? await readResult(context, session, studentId) : null };
});
