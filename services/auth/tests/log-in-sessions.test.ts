import { afterAll, beforeAll, describe, expect, test, vi } from 'vitest';
import { failure, openAuth, PASSWORD, type TestAuth } from './helpers.ts';

let auth: TestAuth;
beforeAll(async () => {
  auth = await openAuth();
});
afterAll(() => auth.close());

const firefox = 'Mozilla/5.0 (Android 14; Mobile; rv:131.0) Gecko/131.0 Firefox/131.0';
const notFound = failure('log_in_session_not_found', 'Log-in not found');

async function logIn(email: string, userAgent?: string) {
  const headers: Record<string, string> = userAgent === undefined ? {} : { 'user-agent': userAgent };
  const { body } = await auth.call('POST /api/v1/auth/login', { body: { email, password: PASSWORD }, headers });
  return body.data as { accessToken: string; refreshToken: string };
}

const list = async (token: string) => (await auth.call('GET /api/v1/auth/sessions', { token })).body.data.items;
const statusOf = async (token: string, process = 0) => (await auth.call('GET /me', { token, process })).status;

async function expectEverywhere(token: string, status: number) {
  await vi.waitFor(async () => expect([await statusOf(token, 0), await statusOf(token, 1)]).toEqual([status, status]), {
    timeout: 2_000,
    interval: 10,
  });
}

describe('GET /api/v1/auth/sessions', () => {
  test('200 with my log-ins alone, the last used first, and which one this is', async () => {
    const { email } = await auth.person();
    const other = await auth.person();
    await logIn(other.email);
    const phone = await logIn(email, firefox);
    auth.clock.advance(1_000);
    await auth.call('POST /login', { body: { email, password: PASSWORD } });
    auth.clock.advance(1_000);
    const headers = { 'user-agent': firefox };
    await auth.call('POST /api/v1/auth/refresh', { body: { refreshToken: phone.refreshToken }, headers });
    const items = await list(phone.accessToken);
    expect(items).toMatchObject([
      { current: true, kind: 'standard', device: 'Firefox on Android', address: '127.0.0.1' },
      { current: false, kind: 'classic' },
    ]);
    expect(Date.parse(items[0].lastUsedAt)).toBeGreaterThan(Date.parse(items[0].createdAt));
    expect(Object.keys(items[0]).sort()).toEqual(
      ['_id', 'address', 'createdAt', 'current', 'device', 'expiresAt', 'kind', 'lastUsedAt'].sort(),
    );
  });
});

describe('DELETE', () => {
  test('one of mine: it ends in every process, the others stay', async () => {
    const { email } = await auth.person();
    const [mine, lost] = [await logIn(email), await logIn(email)];
    const { _id } = (await list(mine.accessToken)).find((one: { current: boolean }) => !one.current);
    expect((await auth.call(`DELETE /api/v1/auth/sessions/${_id}`, { token: mine.accessToken })).status).toBe(200);
    await expectEverywhere(lost.accessToken, 401);
    await expectEverywhere(mine.accessToken, 200);
    expect(await list(mine.accessToken)).toHaveLength(1);
  });

  test('all but this one', async () => {
    const { email } = await auth.person();
    const mine = await logIn(email);
    const others = await Promise.all([logIn(email), logIn(email), logIn(email)]);
    const answer = await auth.call('DELETE /api/v1/auth/sessions', { token: mine.accessToken });
    expect([answer.status, answer.body.data]).toEqual([200, { ended: 3 }]);
    for (const { accessToken } of others) await expectEverywhere(accessToken, 401);
    await expectEverywhere(mine.accessToken, 200);
  });

  test("404 for somebody else's, which stays, and for impossible ids", async () => {
    const [anna, ben] = [await auth.person(), await auth.person()];
    const [hers, his] = [await logIn(anna.email), await logIn(ben.email)];
    const [{ _id }] = await list(his.accessToken);
    for (const id of [_id, '0'.repeat(24), 'x', '$ne', '__proto__']) {
      const answer = await auth.call(`DELETE /api/v1/auth/sessions/${id}`, { token: hers.accessToken });
      expect([answer.status, answer.body]).toEqual([404, notFound]);
    }
    await expectEverywhere(his.accessToken, 200);
  });
});

test('POST /api/v1/auth/logout-all: 200, all my tokens end, classic ones too', async () => {
  const { email } = await auth.person();
  const mine = await logIn(email);
  const { body: classic } = await auth.call('POST /login', { body: { email, password: PASSWORD } });
  const answer = await auth.call('POST /api/v1/auth/logout-all', { token: mine.accessToken });
  expect([answer.status, answer.body.data]).toEqual([200, { ended: 2 }]);
  await expectEverywhere(mine.accessToken, 401);
  await expectEverywhere(classic.token, 401);
});

test('log-ins that cross with disabling: no token of them is good two seconds later', async () => {
  const { _id, email } = await auth.person();
  const crossing = Array.from({ length: 30 }, async (_, n) => {
    if (n === 10) {
      const disabling = { $set: { disabled: true, sessionsToEnd: 'user-disabled' }, $inc: { credentialsVersion: 1 } };
      await auth.collection('users').updateOne({ _id }, disabling as never);
    }
    const body = { email, password: PASSWORD };
    return auth.call('POST /api/v1/auth/login', { body, process: n % 2 });
  });
  const answers = await Promise.all(crossing);
  expect(answers.some(({ status }) => status === 400)).toBe(true);
  const tokens = answers.flatMap(({ body }) => body.data?.accessToken ?? []);
  for (const token of tokens) await expectEverywhere(token, 401);
});
