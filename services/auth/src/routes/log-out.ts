import type { Caller, CookieJar, Trace } from '@rollcall/service-kit';
import type { Context } from '../context.ts';
import { endSession, endSessionsOf } from '../log-ins/end-sessions.ts';
import { clearRefreshCookie } from './cookies.ts';

interface LogOut {
  caller: Caller;
  trace: Trace;
  cookies: CookieJar | undefined;
}

export async function logOut(context: Context, { caller, trace, cookies }: LogOut) {
  const { sessionId, userId, expiresAtMs } = caller;
  if (cookies) clearRefreshCookie(cookies);
  // After a refresh there may be a younger token than the one that was sent.
  const session = await context.logInSessions.get(sessionId);
  const tokenExpiresAt = session?.tokenExpiresAt ?? new Date(expiresAtMs);
  await endSession(context, { _id: sessionId, userId, tokenExpiresAt }, 'log-out', trace);
  return {};
}

export async function logOutAll(context: Context, { caller, trace, cookies }: LogOut) {
  if (cookies) clearRefreshCookie(cookies);
  return { ended: await endSessionsOf(context, { userId: caller.userId }, 'log-out', trace) };
}
