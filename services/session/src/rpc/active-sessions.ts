import { rpcs } from '@rollcall/contracts';
import { answer } from '@rollcall/service-kit';
import type { Context } from '../context.ts';

export const activeSessions = answer(rpcs.session.activeSessions, async (context: Context, { classIds }) => {
  const found = await context.sessions.activeOfClasses(classIds);
  return {
    sessions: found.map(({ _id, classId, startedAt }) => ({ _id, classId, startedAt: startedAt.toISOString() })),
  };
});
