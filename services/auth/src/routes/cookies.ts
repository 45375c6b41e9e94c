import type { LoggedIn } from '@rollcall/contracts';
import type { CookieJar } from '@rollcall/service-kit';
import type { OpenedSession } from '../log-ins/open-session.ts';
import type { RefreshedSession } from '../log-ins/refresh-session.ts';

const PATH = '/api/v1/auth';
const REFRESH = 'rollcall_refresh';
const DEVICE = 'rollcall_device';
const DEVICE_SECONDS = 180 * 86_400;

export const readRefreshCookie = (cookies: CookieJar) => cookies.get(REFRESH);
export const readDeviceCookie = (cookies: CookieJar) => cookies.get(DEVICE);
export const clearRefreshCookie = (cookies: CookieJar) => cookies.clear(REFRESH, { path: PATH });

/** What a log-in answers: in browsers the long-lived tokens travel in cookies alone, where no script finds them. */
export function handOut(
  cookies: CookieJar | undefined,
  session: OpenedSession | RefreshedSession,
  nowMs: number,
): LoggedIn {
  const { refreshExpiresAtMs, ...body } = session;
  if (!cookies) return body;
  const { refreshToken, deviceToken, ...rest } = { deviceToken: undefined, ...body };
  cookies.set(REFRESH, refreshToken, {
    path: PATH,
    maxAgeSeconds: Math.max(0, Math.floor((refreshExpiresAtMs - nowMs) / 1000)),
  });
  if (deviceToken !== undefined) cookies.set(DEVICE, deviceToken, { path: PATH, maxAgeSeconds: DEVICE_SECONDS });
  return rest;
}
