import { rpcs } from '@rollcall/contracts';
import { answer } from '@rollcall/service-kit';
import type { Context } from '../context.ts';

export const hasSessions = answer(rpcs.session.hasSessions, async (context: Context, { classId }) => ({
  has: await context.sessions.classHasAny(classId),
}));
