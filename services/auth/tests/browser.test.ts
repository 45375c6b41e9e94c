import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { failure, openAuth, PASSWORD, type TestAuth } from './helpers.ts';

const LISTED = 'https://rollcall.example';

let auth: TestAuth;
beforeAll(async () => {
  auth = await openAuth({ processes: 1, env: { CORS_ORIGINS: LISTED } });
});
afterAll(() => auth.close());

const page = { 'x-rollcall-client': 'browser', origin: LISTED };

interface Cookie {
  value: string;
  attributes: string;
}

/** The cookies that an answer sets. */
function cookiesOf(headers: Headers): Record<string, Cookie> {
  const parts = headers.getSetCookie().map((line) => /^(\w+)=([^;]*); (.*)$/.exec(line) ?? []);
  return Object.fromEntries(parts.map(([, name = '', value = '', attributes = '']) => [name, { value, attributes }]));
}

function logIn(email: string, headers: Record<string, string> = page) {
  return auth.call('POST /api/v1/auth/login', { body: { email, password: PASSWORD }, headers });
}

function refresh(cookie: string, headers: Record<string, string> = page) {
  return auth.call('POST /api/v1/auth/refresh', { headers: { ...headers, cookie: `rollcall_refresh=${cookie}` } });
}

describe('a page', () => {
  test('logs in: the long-lived tokens are in cookies that no script and no other site reads, never in the body', async () => {
    const { email } = await auth.person();
    const { status, body, headers } = await logIn(email);
    expect([status, body.data.refreshToken, body.data.deviceToken]).toEqual([200, undefined, undefined]);
    const { rollcall_refresh: cookie, rollcall_device: device } = cookiesOf(headers);
    for (const attributes of [cookie?.attributes, device?.attributes]) {
      expect(attributes).toMatch(/HttpOnly/);
      expect(attributes).toMatch(/SameSite=Strict/);
      expect(attributes).toMatch(/Path=\/api\/v1\/auth/);
    }
    expect(cookie?.attributes).toMatch(/Max-Age=1209[56]\d\d/);
    expect(cookie?.attributes).not.toMatch(/Secure/);
    expect(headers.get('cache-control')).toBe('no-store');
  });

  test('gets Secure cookies over https', async () => {
    const { email } = await auth.person();
    const { headers } = await logIn(email, { ...page, 'x-forwarded-proto': 'https' });
    expect(cookiesOf(headers).rollcall_refresh?.attributes).toMatch(/Secure/);
  });

  test('refreshes by cookie, again and again', async () => {
    const { _id, email } = await auth.person();
    let cookie = cookiesOf((await logIn(email)).headers).rollcall_refresh?.value ?? '';
    for (let n = 0; n < 3; n += 1) {
      const answer = await refresh(cookie);
      expect([answer.status, answer.body.data.user._id, answer.body.data.refreshToken]).toEqual([200, _id, undefined]);
      const following = cookiesOf(answer.headers).rollcall_refresh?.value ?? '';
      expect(following).not.toBe(cookie);
      cookie = following;
    }
  });

  test('forgets a cookie that is not good any more, and that of a log-out', async () => {
    const refused = await refresh('nonsense');
    expect([refused.status, cookiesOf(refused.headers).rollcall_refresh]).toEqual([
      401,
      { value: '', attributes: expect.stringMatching(/Max-Age=0/) },
    ]);
    const { email } = await auth.person();
    const { body, headers } = await logIn(email);
    const out = await auth.call('POST /api/v1/auth/logout', { token: body.data.accessToken, headers: page });
    expect(cookiesOf(out.headers).rollcall_refresh?.attributes).toMatch(/Max-Age=0/);
    expect((await refresh(cookiesOf(headers).rollcall_refresh?.value ?? '')).status).toBe(401);
  });

  test('on the own origin needs no list', async () => {
    const { email } = await auth.person();
    const headers = { ...page, origin: 'http://rollcall.test', 'x-forwarded-host': 'rollcall.test' };
    expect((await logIn(email, headers)).status).toBe(200);
  });
});

describe('403 origin_refused, and no cookie, for', () => {
  test.each<[string, Record<string, string>]>([
    ['another site', { ...page, origin: 'https://evil.example' }],
    ['a site below ours', { ...page, origin: 'https://a.rollcall.example' }],
    ['our name over http', { ...page, origin: 'http://rollcall.example' }],
    ['our name on another port', { ...page, origin: 'https://rollcall.example:8443' }],
    ['no origin', { 'x-rollcall-client': 'browser' }],
    ['the origin null', { ...page, origin: 'null' }],
  ])('%s', async (_, headers) => {
    const { email } = await auth.person();
    const mine = cookiesOf((await logIn(email)).headers).rollcall_refresh?.value ?? '';
    for (const answer of [await logIn(email, headers), await refresh(mine, headers)]) {
      expect([answer.status, answer.body]).toEqual([403, failure('origin_refused', expect.any(String) as never)]);
      expect(answer.headers.getSetCookie()).toEqual([]);
    }
    expect((await refresh(mine)).status).toBe(200);
  });
});

test('a cookie without the header is not read: another site cannot refresh for somebody', async () => {
  const { email } = await auth.person();
  const cookie = cookiesOf((await logIn(email)).headers).rollcall_refresh?.value ?? '';
  const answer = await refresh(cookie, { origin: 'https://evil.example' });
  expect([answer.status, answer.body.code]).toEqual([401, 'refresh_token_invalid']);
  expect((await refresh(cookie)).status).toBe(200);
});
