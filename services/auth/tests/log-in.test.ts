import { recordSubject } from '@rollcall/service-kit/testing';
import jwt from 'jsonwebtoken';
import { afterAll, beforeAll, describe, expect, test, vi } from 'vitest';
import { failure, openAuth, PASSWORD, type TestAuth } from './helpers.ts';

let auth: TestAuth;
beforeAll(async () => {
  auth = await openAuth();
});
afterAll(() => auth.close());

const wrong = failure('invalid_credentials', 'Invalid email or password');
const paths = ['/api/v1/auth/login', '/auth/login', '/login'];

function tokenOf(body: { token?: string; data?: { token?: string; accessToken?: string } }): string {
  return body.token ?? body.data?.token ?? body.data?.accessToken ?? '';
}

describe.each(paths)('POST %s', (path) => {
  test('200 whatever the case of the e-mail; the token is good in every process', async () => {
    const { _id, name, email, role } = await auth.person('teacher');
    const answer = await auth.call(`POST ${path}`, { body: { email: email.toUpperCase(), password: PASSWORD } });
    expect(answer.status).toBe(200);
    for (const process of [0, 1]) {
      const mine = await auth.call('GET /me', { token: tokenOf(answer.body), process });
      expect(mine.body).toEqual({ success: true, data: { _id, name, email, role } });
    }
  });

  test('400, one answer for a wrong password, an unknown and a disabled user', async () => {
    const { _id, email } = await auth.person();
    const disabled = await auth.person();
    await auth.collection('users').updateOne({ _id: disabled._id }, { $set: { disabled: true } });
    for (const body of [
      { email, password: 'wrong' },
      { email: 'nobody@example.org', password: PASSWORD },
      { email: disabled.email, password: PASSWORD },
    ]) {
      const answer = await auth.call(`POST ${path}`, { body });
      expect([answer.status, answer.body]).toEqual([400, wrong]);
    }
    expect(await auth.collection('logInSessions').countDocuments({ userId: { $in: [_id, disabled._id] } })).toBe(0);
  });

  test('a wrong guess is told, of whom, once; a right one and one at nobody are not', async () => {
    const [guessed, own] = [await auth.person(), await auth.person()];
    const told = await recordSubject(auth.infra.nats.url, 'evt.user.log-in-failed');
    await auth.call(`POST ${path}`, { body: { email: 'nobody@example.org', password: 'wrong' } });
    await auth.call(`POST ${path}`, { body: { email: own.email, password: PASSWORD } });
    await auth.call(`POST ${path}`, { body: { email: guessed.email, password: 'wrong' } });
    await vi.waitFor(() => expect(told.messages).toMatchObject([{ data: { userId: guessed._id } }]), 10_000);
    expect(JSON.stringify(told.messages)).not.toContain('wrong');
    await told.close();
  });

  test.each([
    ['no password', { email: 'a@example.org' }],
    ['an operator as e-mail', { email: { $ne: '' }, password: PASSWORD }],
    ['an operator as password', { email: 'a@example.org', password: { $ne: '' } }],
    ['an array as e-mail', { email: ['a@example.org'], password: PASSWORD }],
    ['null', { email: null, password: null }],
    ['an array', []],
  ])('400 schema for %s', async (_, body) => {
    const answer = await auth.call(`POST ${path}`, { body });
    expect(answer.status).toBe(400);
    expect(answer.body).toMatchObject(failure('invalid_request', 'Invalid request schema'));
  });
});

test('the classic answers: token and user under data, or bare', async () => {
  const { _id, name, email, role } = await auth.person();
  const body = { email, password: PASSWORD, remember: true };
  const classic = await auth.call('POST /auth/login', { body });
  expect(classic.body).toEqual({
    success: true,
    data: { token: expect.any(String), user: { _id, name, email, role } },
  });
  const bare = await auth.call('POST /login', { body });
  expect(bare.body).toEqual({ token: expect.any(String), type: 'bearer' });
});

test('log-in under /api/v1 answers the token, its lifetime and the user, and refuses unknown keys', async () => {
  const { _id, name, email, role } = await auth.person();
  const body = { email, password: PASSWORD };
  const answer = await auth.call('POST /api/v1/auth/login', { body });
  expect(answer.body.data).toEqual({
    accessToken: expect.any(String),
    refreshToken: expect.any(String),
    deviceToken: expect.any(String),
    expiresInSeconds: 600,
    user: { _id, name, email, role },
  });
  const strict = await auth.call('POST /api/v1/auth/login', { body: { ...body, remember: true } });
  expect(strict.body.code).toBe('invalid_request');
});

test('a token says who, which session, for whom and until when: ten minutes, or a day over a classic route', async () => {
  const { _id, email, role } = await auth.person();
  for (const [path, kind, seconds] of [
    ['/api/v1/auth/login', 'standard', 600],
    ['/auth/login', 'classic', 86_400],
    ['/login', 'classic', 86_400],
  ] as const) {
    const answer = await auth.call(`POST ${path}`, {
      body: { email, password: PASSWORD },
      headers: { 'user-agent': 'a phone', 'x-forwarded-for': '192.0.2.7' },
    });
    const decoded = jwt.decode(tokenOf(answer.body), { complete: true });
    const claims = decoded?.payload as jwt.JwtPayload;
    expect(decoded?.header).toEqual({ alg: 'RS256', typ: 'at+jwt', kid: expect.any(String) });
    expect(claims).toMatchObject({ iss: 'rollcall', aud: 'rollcall', sub: _id, userId: _id, role });
    expect(claims).toMatchObject({ institutionId: 'default', sid: expect.stringMatching(/^[0-9a-f]{24}$/) });
    expect(Number(claims.exp) - Number(claims.iat)).toBe(seconds);
    expect(await auth.collection('logInSessions').findOne({ _id: claims.sid })).toMatchObject({
      userId: _id,
      kind,
      endedAt: null,
      address: '192.0.2.7',
      userAgent: 'a phone',
    });
  }
});

test('the last log-in is noted', async () => {
  const { _id, email } = await auth.person();
  const before = Date.now();
  await auth.logIn(email);
  const user = await auth.collection('users').findOne({ _id });
  expect(Number(user?.lastLogInAt)).toBeGreaterThanOrEqual(before);
});

test('passwords count whole: around 72 bytes, in bytes not characters, with a zero byte', async () => {
  for (const password of ['x'.repeat(72), 'x'.repeat(73), 'ü'.repeat(40), 'ab\0cdefgh', 'x'.repeat(20_000)]) {
    const { email } = await auth.person('student', { password });
    await auth.logIn(email, password);
    for (const other of [`${password}y`, password.slice(0, -1), `${password.slice(0, -1)}y`].filter(fits)) {
      const answer = await auth.call('POST /auth/login', { body: { email, password: other } });
      expect([answer.status, answer.body]).toEqual([400, wrong]);
    }
  }
});

function fits(password: string): boolean {
  return password.length <= 20_000;
}
