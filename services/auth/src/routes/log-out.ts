import type { Caller, CookieJar, Trace } from '@rollcall/service-kit';
import type { Context } from '../context.ts';
import { endSessions, endSessionsOf } from '../log-ins/end-sessions.ts';
import { clearRefreshCookie } from './cookies.ts';

interface LogOut {
  caller: Caller;
  trace: Trace;
  cookies: CookieJar | undefined;
}

export async function logOut(context: Context, { caller, trace, cookies }: LogOut) {
  const { sessionId, userId, expiresAtMs } = caller;
  if (cookies) clearRefreshCookie(cookies);
  const session = { _id: sessionId, userId, tokenExpiresAt: new Date(expiresAtMs) };
  await endSessions(context, [session], 'log-out', trace);
  return {};
}

export async function logOutAll(context: Context, { caller, trace, cookies }: LogOut) {
  if (cookies) clearRefreshCookie(cookies);
  return { ended: await endSessionsOf(context, { userId: caller.userId }, 'log-out', trace) };
}
