import { describe, expect, test, vi } from 'vitest';
import { AppError } from '../../src/app-error.ts';
import type { CookieJar } from '../../src/http/cookies.ts';
import { operation } from '../../src/http/operation.ts';
import { serve, testRoute } from './helpers.ts';

const PAGE = { 'x-rollcall-client': 'browser' };

/** A route that lets `use` have the cookies. */
async function open(use: (cookies: CookieJar | undefined) => void, env = {}, change = {}) {
  const route = testRoute({ cookies: true, ...change });
  const url = await serve(
    [
      operation(route, async (_, { cookies }) => {
        use(cookies);
        return {};
      }),
    ],
    env,
  );
  const post = (headers: Record<string, string> = {}) => fetch(`${url}/thing`, { method: 'POST', headers });
  return { url, post };
}

describe('a page of the own origin', () => {
  test('has its cookies read', async () => {
    const read = vi.fn((cookies?: CookieJar) => [cookies?.get('a'), cookies?.get('b'), cookies?.get('__proto__')]);
    const { url, post } = await open(read);
    expect((await post({ ...PAGE, origin: url, cookie: 'a=x%20y; b="1" ; a=second' })).status).toBe(200);
    expect(read).toHaveReturnedWith(['x y', '"1"', undefined]);
  });

  test('gets them HttpOnly, SameSite=Strict, for a path and a time', async () => {
    const { url, post } = await open((cookies) => {
      cookies?.set('a', 'x y;', { path: '/api', maxAgeSeconds: 60 });
      cookies?.clear('b', { path: '/' });
    });
    expect((await post({ ...PAGE, origin: url })).headers.getSetCookie()).toEqual([
      'a=x%20y%3B; Max-Age=60; Path=/api; HttpOnly; SameSite=Strict',
      'b=; Max-Age=0; Path=/; Expires=Thu, 01 Jan 1970 00:00:00 GMT; HttpOnly; SameSite=Strict',
    ]);
  });

  test('gets them Secure when it came over https, or in production', async () => {
    const use = (cookies?: CookieJar) => cookies?.set('a', '1', { path: '/', maxAgeSeconds: 1 });
    const https = { 'x-forwarded-proto': 'https', 'x-forwarded-host': 'rollcall.example' };
    const { post } = await open(use);
    const [secure] = (await post({ ...PAGE, ...https, origin: 'https://rollcall.example' })).headers.getSetCookie();
    expect(secure).toMatch(/; Secure/);
    const production = await open(use, { NODE_ENV: 'production' });
    const [always] = (await production.post({ ...PAGE, origin: production.url })).headers.getSetCookie();
    expect(always).toMatch(/; Secure/);
  });

  test('also gets them with an error', async () => {
    const { url, post } = await open((cookies) => {
      cookies?.clear('a', { path: '/' });
      throw new AppError('unauthorized');
    });
    const { status, headers } = await post({ ...PAGE, origin: url });
    expect([status, headers.getSetCookie()]).toEqual([401, [expect.stringMatching(/^a=; Max-Age=0/)]]);
  });
});

test('a page of a listed origin has cookies', async () => {
  const use = vi.fn();
  const { post } = await open(use, { CORS_ORIGINS: 'https://app.example' });
  expect((await post({ ...PAGE, origin: 'https://app.example' })).status).toBe(200);
  expect(use).toHaveBeenCalledWith(expect.objectContaining({ get: expect.any(Function) }));
});

test.each<[string, Record<string, string>]>([
  ['another origin', { origin: 'https://evil.example' }],
  ['an opaque origin', { origin: 'null' }],
  ['no origin', {}],
])('403 origin_refused for a page of %s, before its token is looked at', async (_, headers) => {
  const use = vi.fn();
  const { post } = await open(use, {}, { access: 'any' });
  const answer = await post({ ...PAGE, ...headers });
  expect([answer.status, await answer.json()]).toMatchObject([
    403,
    { code: 'origin_refused', error: 'Requests from this page are not accepted' },
  ]);
  expect(use).not.toHaveBeenCalled();
});

test('an API client has none, whatever it sends, and may come from anywhere', async () => {
  const use = vi.fn();
  const { url, post } = await open(use);
  const clients: Record<string, string>[] = [
    {},
    { origin: 'https://evil.example' },
    { origin: url },
    { 'x-rollcall-client': 'app' },
  ];
  for (const headers of clients) expect((await post({ ...headers, cookie: 'a=1' })).status).toBe(200);
  expect(use.mock.calls).toEqual([[undefined], [undefined], [undefined], [undefined]]);
});

test('a route that does not say `cookies` gets none and asks nothing', async () => {
  const use = vi.fn();
  const { url, post } = await open(use, {}, { cookies: false });
  for (const origin of [url, 'https://evil.example']) {
    expect((await post({ ...PAGE, origin, cookie: 'a=1' })).status).toBe(200);
  }
  expect(use.mock.calls).toEqual([[undefined], [undefined]]);
});
