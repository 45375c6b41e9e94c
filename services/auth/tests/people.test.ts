import { rpcs } from '@rollcall/contracts';
import { type Bus, request, systemTrace } from '@rollcall/service-kit';
import { connectTestBus } from '@rollcall/service-kit/testing';
import jwt from 'jsonwebtoken';
import { afterAll, beforeAll, describe, expect, test, vi } from 'vitest';
import { failure, openAuth, type TestAuth } from './helpers.ts';

let auth: TestAuth;
let bus: Bus;
beforeAll(async () => {
  auth = await openAuth({ env: { FIRST_ADMIN_EMAIL: 'Admin@example.org', FIRST_ADMIN_PASSWORD: 'admin secret' } });
  bus = await connectTestBus(auth.infra.nats.url);
});
afterAll(async () => {
  await bus.close();
  await auth.close();
});

const unauthorized = failure('unauthorized', 'Unauthorized, token missing or invalid');
const trace = systemTrace('test');

test('GET /api/v1/auth/me: 200 with the whole account', async () => {
  const { _id, name, email, role } = await auth.person();
  const { body } = await auth.call('GET /api/v1/auth/me', { token: await auth.logIn(email) });
  const instant = expect.stringMatching(/^\d{4}-.*Z$/);
  const more = { username: null, studentNumber: null, createdAt: instant, lastLogInAt: instant };
  expect(body).toEqual({ success: true, data: { _id, name, email, role, ...more } });
});

describe.each(['/auth/me', '/users/me', '/me'])('GET %s', (path) => {
  test('200 for students, teachers and admins; parameters that nobody asked for are ignored', async () => {
    for (const role of ['student', 'teacher'] as const) {
      const { _id, name, email } = await auth.person(role);
      const answer = await auth.call(`GET ${path}?_=1&$where=1`, { token: await auth.logIn(email) });
      expect([answer.status, answer.body]).toEqual([200, { success: true, data: { _id, name, email, role } }]);
    }
    const admin = await auth.call(`GET ${path}`, { token: await auth.logIn('admin@example.org', 'admin secret') });
    expect(admin.body.data).toMatchObject({ email: 'Admin@example.org', role: 'admin' });
  });

  test('401 without a token', async () => {
    const answer = await auth.call(`GET ${path}`);
    expect([answer.status, answer.body]).toEqual([401, unauthorized]);
  });

  test('404 when the user is gone', async () => {
    const { _id, email } = await auth.person();
    const token = await auth.logIn(email);
    await auth.collection('users').deleteOne({ _id });
    const answer = await auth.call(`GET ${path}`, { token });
    expect([answer.status, answer.body]).toEqual([404, failure('user_not_found', 'User not found')]);
  });
});

describe.each(['/students', '/users/students'])('GET %s', (path) => {
  test('200 with all students by name, id, name and e-mail alone, without disabled ones and teachers', async () => {
    const teacher = await auth.person('teacher', { name: 'Aaron' });
    await auth.collection('users').deleteMany({ role: 'student' });
    const names = ['Émile', 'zoe', 'Anna', 'Zora', 'bert'];
    for (const name of names) await auth.person('student', { name });
    const gone = await auth.person('student', { name: 'Carla' });
    await auth.collection('users').updateOne({ _id: gone._id }, { $set: { disabled: true } });
    const answer = await auth.call(`GET ${path}`, { token: await auth.logIn(teacher.email) });
    expect(answer.status).toBe(200);
    expect(answer.body.data.map(({ name }: { name: string }) => name)).toEqual([
      'Anna',
      'bert',
      'Émile',
      'zoe',
      'Zora',
    ]);
    for (const student of answer.body.data) expect(Object.keys(student)).toEqual(['_id', 'name', 'email']);
  });

  test('403 for students and admins', async () => {
    const { email } = await auth.person('student');
    for (const token of [await auth.logIn(email), await auth.logIn('admin@example.org', 'admin secret')]) {
      const answer = await auth.call(`GET ${path}`, { token });
      expect([answer.status, answer.body]).toEqual([
        403,
        failure('teacher_required', 'Forbidden, teacher access required'),
      ]);
    }
  });

  test('401 without a token', async () => {
    expect((await auth.call(`GET ${path}`)).body).toEqual(unauthorized);
  });
});

test('GET /.well-known/jwks.json: one public key, the same over NATS, nothing private', async () => {
  const answer = await auth.call('GET /.well-known/jwks.json');
  expect(answer.body).toEqual({
    keys: [{ kty: 'RSA', n: expect.any(String), e: 'AQAB', kid: expect.any(String), alg: 'RS256', use: 'sig' }],
  });
  expect(await request(bus, rpcs.auth.jwks, {}, trace)).toEqual(answer.body);
});

test('rpc users-by-id: the known ones with role and state', async () => {
  const [anna, bert] = [await auth.person('student'), await auth.person('teacher')];
  await auth.collection('users').updateOne({ _id: bert._id }, { $set: { disabled: true } });
  const ids = [anna._id.toUpperCase(), bert._id, 'f'.repeat(24)];
  const { users } = await request(bus, rpcs.auth.usersById, { ids }, trace);
  const byId = Object.fromEntries(users.map((user) => [user._id, user]));
  const student = { role: 'student', disabled: false, studentNumber: null };
  expect(byId).toEqual({
    [anna._id]: { _id: anna._id, name: anna.name, email: anna.email, ...student },
    [bert._id]: { _id: bert._id, name: bert.name, email: bert.email, ...student, role: 'teacher', disabled: true },
  });
});

test('rpc is-session-active: true until log-out or until the user is disabled; false for unknown ones', async () => {
  const active = async (sessionId: string) =>
    (await request(bus, rpcs.auth.isSessionActive, { sessionId }, trace)).active;
  const { _id, email } = await auth.person();
  const [first, second] = [await auth.logIn(email), await auth.logIn(email)];
  expect([await active(sessionOf(first)), await active(sessionOf(second))]).toEqual([true, true]);
  await auth.call('POST /api/v1/auth/logout', { token: first });
  expect([await active(sessionOf(first)), await active(sessionOf(second))]).toEqual([false, true]);
  await auth.collection('users').updateOne({ _id }, { $set: { disabled: true } });
  expect([await active(sessionOf(second)), await active('$ne')]).toEqual([false, false]);
});

test('rpc ended-since: sessions ended since, with the instant their token expires', async () => {
  const { email } = await auth.person();
  const early = await auth.logIn(email);
  await auth.call('POST /api/v1/auth/logout', { token: early });
  const { nowMs: betweenMs } = await request(bus, rpcs.auth.endedSince, { sinceMs: 0 }, trace);
  await vi.waitFor(() => expect(Date.now()).toBeGreaterThan(betweenMs));
  const late = await auth.logIn(email);
  await auth.call('POST /api/v1/auth/logout', { token: late });
  const since = async (sinceMs: number) =>
    (await request(bus, rpcs.auth.endedSince, { sinceMs }, trace)).ended.map(({ sessionId }) => sessionId);
  expect(await since(0)).toEqual(expect.arrayContaining([sessionOf(early), sessionOf(late)]));
  expect(await since(betweenMs + 1)).toEqual([sessionOf(late)]);
});

function sessionOf(token: string): string {
  return (jwt.decode(token) as jwt.JwtPayload).sid;
}

test('a sign-up publishes user.created once and empties the outbox', async () => {
  const { _id } = await auth.person('teacher');
  await vi.waitFor(async () => {
    const user = await auth.collection('users').findOne({ _id });
    expect(user?.outbox).toEqual([]);
  });
  const consumer = await bus.connection.jetstream().consumers.get('EVENTS');
  const stored: { data: { userId: string } }[] = [];
  const messages = await consumer.fetch({ expires: 1_000, max_messages: 1_000 });
  for await (const message of messages) {
    stored.push(message.json());
    if (message.info.pending === 0) break;
  }
  const mine = stored.filter(({ data }) => data.userId === _id);
  expect(mine).toEqual([
    expect.objectContaining({ v: 1, entityId: _id, audited: true, data: { userId: _id, role: 'teacher' } }),
  ]);
});
