import { parseCookie, type SetCookie, stringifySetCookie } from 'cookie';
import type { Response } from 'express';

/** The cookies of one request, and those that its answer sets. */
export interface CookieJar {
  /** What the browser sent; undefined when it has no such cookie. */
  get(name: string): string | undefined;
  /** Sets one for the paths below `path`, hidden from scripts and from other sites. Also the answer of an error sets it. */
  set(name: string, value: string, options: { path: string; maxAgeSeconds: number }): void;
  /** Makes the browser forget one; `path` is the one that it was set with. Also the answer of an error does. */
  clear(name: string, options: { path: string }): void;
}

/** The jar of a request. `secure` cookies travel over https alone. */
export function createCookieJar(
  header: string | undefined,
  response: Response,
  { secure }: { secure: boolean },
): CookieJar {
  const sent = parseCookie(header ?? '');
  const send = (cookie: SetCookie) => {
    response.append('Set-Cookie', stringifySetCookie({ ...cookie, httpOnly: true, sameSite: 'strict', secure }));
  };
  return {
    get: (name) => sent[name],
    set: (name, value, { path, maxAgeSeconds }) => send({ name, value, path, maxAge: maxAgeSeconds }),
    clear: (name, { path }) => send({ name, value: '', path, maxAge: 0, expires: new Date(0) }),
  };
}
