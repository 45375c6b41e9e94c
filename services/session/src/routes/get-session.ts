import { routes } from '@rollcall/contracts';
import { AppError, operation } from '@rollcall/service-kit';
import type { Context } from '../context.ts';
import { teaches } from '../domain/access.ts';
import { getSession as find } from '../operations/find-session.ts';
import { presentSession } from '../presenters/present.ts';

export const getSession = operation(routes.getSession, async (context: Context, { ids, caller, trace }) => {
  const session = await find(context, ids.id);
  const enrolled =
    caller.role === 'student' && (await context.enrolments.isEnrolled(session.classId, caller.userId, trace));
  if (!enrolled && !teaches(session, caller)) throw new AppError('not_class_teacher');
  return presentSession(session);
});
