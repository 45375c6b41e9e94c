import { routes } from '@rollcall/contracts';
import { AppError, operation } from '@rollcall/service-kit';
import type { Context } from '../context.ts';
import { requireMayStart } from '../domain/access.ts';
import { readTimes } from '../domain/session-times.ts';
import { scheduleSession } from '../operations/schedule-session.ts';
import { startSession as start } from '../operations/start-session.ts';
import { presentSession } from '../presenters/present.ts';

export const startSession = operation(routes.startSession, async (context: Context, { body, caller, trace }) => {
  const { classId, room = null, policy, ...wanted } = body;
  const { startsAt, endsAt } = readTimes(wanted, context.redisClock.nowMs());
  const ofClass = await context.enrolments.getClass(classId, trace);
  requireMayStart(ofClass, caller);
  const request = { ofClass, openedBy: caller.userId, room, policy, endsAt };
  const session = startsAt
    ? await scheduleSession(context, request, startsAt, trace)
    : await start(context, request, refuse, trace);
  return presentSession(session);
});

async function refuse(): Promise<never> {
  throw new AppError('session_already_active');
}
