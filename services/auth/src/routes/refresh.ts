import type { LoggedIn } from '@rollcall/contracts';
import { AppError, type CookieJar, type Trace } from '@rollcall/service-kit';
import type { Context } from '../context.ts';
import type { Client } from '../log-ins/open-session.ts';
import { refreshSession } from '../log-ins/refresh-session.ts';
import { clearRefreshCookie, handOut, readRefreshCookie } from './cookies.ts';

interface Refresh {
  body: { refreshToken?: string | undefined };
  client: Client;
  trace: Trace;
  cookies: CookieJar | undefined;
}

export async function refresh(context: Context, { body, client, trace, cookies }: Refresh): Promise<LoggedIn> {
  const token = cookies ? readRefreshCookie(cookies) : body.refreshToken;
  try {
    const session = await refreshSession(context, token ?? '', client, trace);
    return handOut(cookies, session, context.clock.now());
  } catch (error) {
    if (cookies && error instanceof AppError && error.code === 'refresh_token_invalid') clearRefreshCookie(cookies);
    throw error;
  }
}
