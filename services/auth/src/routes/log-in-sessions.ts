import type { LogInSession } from '@rollcall/contracts';
import { AppError, type Caller, type Trace } from '@rollcall/service-kit';
import type { Context } from '../context.ts';
import { endSessions, endSessionsOf } from '../log-ins/end-sessions.ts';
import { presentLogInSession } from '../presenters/log-in-session.ts';

export async function listLogInSessions({ logInSessions, clock }: Context, { caller }: { caller: Caller }) {
  const live = await logInSessions.liveOf(caller.userId, new Date(clock.now()));
  const items: LogInSession[] = live
    .map((session) => presentLogInSession(session, caller.sessionId))
    .sort((a, b) => b.lastUsedAt.localeCompare(a.lastUsedAt));
  return { items, nextCursor: null };
}

export async function endOtherLogInSessions(context: Context, { caller, trace }: { caller: Caller; trace: Trace }) {
  const others = { userId: caller.userId, except: caller.sessionId };
  return { ended: await endSessionsOf(context, others, 'ended-by-owner', trace) };
}

interface EndOne {
  ids: { id: string };
  caller: Caller;
  trace: Trace;
}

export async function endLogInSession(context: Context, { ids, caller, trace }: EndOne) {
  const session = await context.logInSessions.get(ids.id);
  if (session?.userId !== caller.userId) throw new AppError('log_in_session_not_found');
  await endSessions(context, [session], 'ended-by-owner', trace);
  return {};
}
