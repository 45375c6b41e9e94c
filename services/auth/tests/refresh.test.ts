import { recordSubject } from '@rollcall/service-kit/testing';
import { afterAll, beforeAll, describe, expect, test, vi } from 'vitest';
import { createRefreshTokens } from '../src/keys/refresh-tokens.ts';
import { type Answer, failure, openAuth, PASSWORD, SECRET, type TestAuth } from './helpers.ts';

const MINUTE_MS = 60_000;

let auth: TestAuth;
beforeAll(async () => {
  auth = await openAuth({ env: { LOG_IN_IDLE_TTL: '2h', LOG_IN_MAX_TTL: '4h' } });
});
afterAll(() => auth.close());

const ended = failure('refresh_token_invalid', 'Your log-in has ended. Please log in again.');

/** Somebody who has just logged in. */
async function loggedIn() {
  const { _id, email } = await auth.person();
  const { body } = await auth.call('POST /api/v1/auth/login', { body: { email, password: PASSWORD } });
  return { _id, email, ...(body.data as { accessToken: string; refreshToken: string }) };
}

function refresh(refreshToken: string, process = 0): Promise<Answer> {
  return auth.call('POST /api/v1/auth/refresh', { body: { refreshToken }, process });
}

async function next(refreshToken: string, process = 0): Promise<string> {
  const answer = await refresh(refreshToken, process);
  expect(answer.status).toBe(200);
  return answer.body.data.refreshToken;
}

async function expectEnded(refreshToken: string) {
  const answer = await refresh(refreshToken);
  expect([answer.status, answer.body]).toEqual([401, ended]);
}

const statusOf = async (token: string, process = 0) => (await auth.call('GET /me', { token, process })).status;

describe('POST /api/v1/auth/refresh', () => {
  test('200 with a new access token of the same log-in and the next refresh token', async () => {
    const { _id, refreshToken } = await loggedIn();
    const { status, body } = await refresh(refreshToken, 1);
    expect([status, body.data.user._id]).toEqual([200, _id]);
    expect([599, 600]).toContain(body.data.expiresInSeconds);
    expect(body.data.refreshToken).not.toBe(refreshToken);
    expect(await Promise.all([statusOf(body.data.accessToken, 0), statusOf(body.data.accessToken, 1)])).toEqual([
      200, 200,
    ]);
    expect(await auth.collection('logInSessions').countDocuments({ userId: _id })).toBe(1);
  });

  test('one successor and one family for fifty at once in two processes', async () => {
    const { _id, refreshToken } = await loggedIn();
    const all = await Promise.all(Array.from({ length: 50 }, (_, n) => refresh(refreshToken, n % 2)));
    expect(new Set(all.map(({ status }) => status))).toEqual(new Set([200]));
    const successors = new Set(all.map(({ body }) => body.data.refreshToken));
    expect(successors.size).toBe(1);
    expect(await auth.collection('logInSessions').countDocuments({ userId: _id, endedAt: null })).toBe(1);
    await next([...successors][0]);
  });

  test('the same successor again a minute later and nine later, when the answer was lost', async () => {
    const { refreshToken } = await loggedIn();
    const successor = await next(refreshToken);
    auth.clock.advance(MINUTE_MS);
    expect(await next(refreshToken, 1)).toBe(successor);
    auth.clock.advance(8 * MINUTE_MS);
    expect(await next(refreshToken)).toBe(successor);
    expect(await next(successor)).not.toBe(successor);
  });

  test('the same successor for ten seconds after its first use', async () => {
    const { refreshToken } = await loggedIn();
    const successor = await next(refreshToken);
    const third = await next(successor);
    auth.clock.advance(9_000);
    expect(await next(refreshToken)).toBe(successor);
    expect(await next(successor)).toBe(third);
  });

  test.each([
    ['ten minutes, its successor unused', 0, 10 * MINUTE_MS],
    ['ten seconds after the first use of its successor', 1, 11_000],
    ['an hour and five uses', 5, 60 * MINUTE_MS],
  ])('401 for a token used again after %s: the whole log-in ends', async (_, uses, waitMs) => {
    const { accessToken, refreshToken } = await loggedIn();
    const sockets = await recordSubject(auth.infra.nats.url, 'ctl.session-ended');
    let newest = await next(refreshToken);
    for (let n = 0; n < uses; n += 1) newest = await next(newest);
    auth.clock.advance(waitMs);
    const young = (await refresh(newest)).body.data;
    auth.clock.advance(11_000);
    await expectEnded(refreshToken);
    await expectEnded(young.refreshToken);
    await vi.waitFor(async () => {
      expect([await statusOf(young.accessToken, 0), await statusOf(young.accessToken, 1)]).toEqual([401, 401]);
    });
    expect(await statusOf(accessToken)).toBe(401);
    await vi.waitFor(() => expect(sockets.messages.length).toBe(1));
    await sockets.close();
  });

  test('401 for a token that nine have followed, whatever the time: the whole log-in ends', async () => {
    const { refreshToken } = await loggedIn();
    let newest = refreshToken;
    for (let n = 0; n < 9; n += 1) newest = await next(newest);
    await expectEnded(refreshToken);
    await expectEnded(newest);
  });

  test('an event says why a log-in ended', async () => {
    const events = await recordSubject(auth.infra.nats.url, 'evt.user.session-ended');
    const { _id, refreshToken } = await loggedIn();
    await next(await next(refreshToken));
    auth.clock.advance(11_000);
    await expectEnded(refreshToken);
    await vi.waitFor(() =>
      expect(events.messages).toContainEqual(
        expect.objectContaining({ data: expect.objectContaining({ userId: _id, why: 'refresh-token-reused' }) }),
      ),
    );
    await events.close();
  });

  test('401 two hours after the last use, and four after the log-in however much it is used', async () => {
    const idle = await loggedIn();
    const busy = await loggedIn();
    let token = busy.refreshToken;
    for (let n = 0; n < 7; n += 1) {
      auth.clock.advance(34 * MINUTE_MS);
      token = await next(token);
    }
    await expectEnded(idle.refreshToken);
    auth.clock.advance(3 * MINUTE_MS);
    const last = await refresh(token);
    expect(last.status).toBe(401);
  });

  test('an access token does not outlive its log-in', async () => {
    const { refreshToken } = await loggedIn();
    let token = refreshToken;
    for (const minutes of [110, 110, 15]) {
      auth.clock.advance(minutes * MINUTE_MS);
      token = await next(token);
    }
    const { body } = await refresh(token);
    expect(body.data.expiresInSeconds).toBeLessThanOrEqual(5 * 60);
  });

  test('401 for what never was a token, and the log-in stays', async () => {
    const { _id, accessToken, refreshToken } = await loggedIn();
    const session = await auth.collection('logInSessions').findOne({ userId: _id });
    const forged = createRefreshTokens('another secret of enough length to be one').draw(String(session?._id));
    const changed = `${refreshToken.slice(0, -1)}${refreshToken.endsWith('A') ? 'B' : 'A'}`;
    for (const text of ['', 'x', forged, changed, `${refreshToken}A`, ` ${refreshToken}`, accessToken.slice(0, 500)]) {
      await expectEnded(text);
    }
    const drawnForNobody = createRefreshTokens(SECRET).draw('0'.repeat(24));
    await expectEnded(drawnForNobody);
    await next(refreshToken);
  });

  test('401 for a refresh token where an access token belongs', async () => {
    const { refreshToken } = await loggedIn();
    expect(await statusOf(refreshToken)).toBe(401);
  });

  test.each([
    ['an operator', { refreshToken: { $ne: '' } }],
    ['an array', { refreshToken: ['x'] }],
    ['an unknown key', { refreshToken: 'x', remember: true }],
    ['a megabyte of key', { refreshToken: 'x'.repeat(501) }],
  ])('400 for %s', async (_, body) => {
    expect((await auth.call('POST /api/v1/auth/refresh', { body })).status).toBe(400);
  });

  test('401 after log-out and for a disabled user', async () => {
    const out = await loggedIn();
    await auth.call('POST /api/v1/auth/logout', { token: out.accessToken });
    await expectEnded(out.refreshToken);
    const disabled = await loggedIn();
    await auth.collection('users').updateOne({ _id: disabled._id }, { $set: { disabled: true } });
    await expectEnded(disabled.refreshToken);
  });

  test('the store holds no token', async () => {
    const { _id, refreshToken } = await loggedIn();
    const successor = await next(refreshToken);
    const text = JSON.stringify(await auth.collection('logInSessions').findOne({ userId: _id }));
    for (const token of [refreshToken, successor]) expect(text).not.toContain(token);
  });
});

test('what a dead process left is finished: log-ins of changed credentials end everywhere within two seconds', async () => {
  const { _id, accessToken, refreshToken } = await loggedIn();
  expect(await Promise.all([statusOf(accessToken, 0), statusOf(accessToken, 1)])).toEqual([200, 200]);
  // As a process leaves it that dies after the write that disables somebody.
  const left = { $set: { disabled: true, sessionsToEnd: 'user-disabled' }, $inc: { credentialsVersion: 1 } };
  await auth.collection('users').updateOne({ _id }, left as never);
  await vi.waitFor(
    async () => expect([await statusOf(accessToken, 0), await statusOf(accessToken, 1)]).toEqual([401, 401]),
    { timeout: 2_000, interval: 20 },
  );
  await expectEnded(refreshToken);
  await vi.waitFor(async () => {
    expect(await auth.collection('users').findOne({ _id })).not.toHaveProperty('sessionsToEnd');
    expect(await auth.collection('logInSessions').findOne({ userId: _id })).toMatchObject({
      endReason: 'user-disabled',
    });
  });
});
