import { AppError, type Trace } from '@rollcall/service-kit';
import type { Context } from '../context.ts';
import { endSessionsOf } from '../log-ins/end-sessions.ts';

interface EndUserSessions {
  ids: { id: string };
  trace: Trace;
}

export async function endUserSessions(context: Context, { ids, trace }: EndUserSessions) {
  if (!(await context.users.byId(ids.id))) throw new AppError('user_not_found');
  return { ended: await endSessionsOf(context, { userId: ids.id }, 'ended-by-admin', trace) };
}
