import { routes } from '@rollcall/contracts';
import { AppError, operation } from '@rollcall/service-kit';
import type { Context } from '../context.ts';
import { requireMayStart } from '../domain/access.ts';
import { startSession as start } from '../operations/start-session.ts';
import { presentSession } from '../presenters/present.ts';

export const startSession = operation(routes.startSession, async (context: Context, { body, caller, trace }) => {
  const ofClass = await context.enrolments.getClass(body.classId, trace);
  requireMayStart(ofClass, caller);
  const refuse = async () => {
    throw new AppError('session_already_active');
  };
  const request = { ofClass, openedBy: caller.userId, room: body.room ?? null, policy: body.policy, endsAt: null };
  return presentSession(await start(context, request, refuse, trace));
});
