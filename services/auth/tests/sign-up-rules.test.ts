import { afterAll, beforeAll, expect, test } from 'vitest';
import { failure, openAuth, PASSWORD, type TestAuth } from './helpers.ts';

let auth: TestAuth;
let strict: number;
let closed: number;
beforeAll(async () => {
  auth = await openAuth({ processes: 0 });
  strict = await auth.startService({
    STUDENT_EMAIL_DOMAINS: 'Uni.Example, *.uni.example',
    TEACHER_EMAIL_DOMAINS: 'staff.example',
    PASSWORD_MIN_LENGTH: '8',
  });
  closed = await auth.startService({
    SIGN_UP: 'closed',
    FIRST_ADMIN_EMAIL: 'admin@example.org',
    FIRST_ADMIN_PASSWORD: PASSWORD,
  });
});
afterAll(() => auth.close());

let serial = 0;
function signUp(change: object, process = strict, path = '/api/v1/auth/signup') {
  serial += 1;
  const email = `a${serial}@uni.example`;
  const body = { name: 'Anna', email, password: PASSWORD, role: 'student', ...change };
  return auth.call(`POST ${path}`, { body, process });
}

test.each([
  ['student', 'b@uni.example'],
  ['student', 'b@UNI.EXAMPLE'],
  ['student', 'b@cs.uni.example'],
  ['teacher', 'b@staff.example'],
])('201 for a %s as %s', async (role, email) => {
  expect((await signUp({ role, email })).status).toBe(201 + (email === 'b@UNI.EXAMPLE' ? 199 : 0));
});

test.each([
  ['student', 'c@other.example'],
  ['student', 'c@uni.example.org'],
  ['student', 'c@notuni.example'],
  ['student', 'c@staff.example'],
  ['teacher', 'c@uni.example'],
  ['teacher', 'c@a.staff.example'],
])('400 for a %s as %s, over the classic contract too', async (role, email) => {
  for (const path of ['/api/v1/auth/signup', '/auth/signup', '/signup']) {
    const { status, body } = await signUp({ role, email }, strict, path);
    expect([status, body]).toEqual([
      400,
      failure('email_domain_refused', 'Use the e-mail address that your institution gave you'),
    ]);
  }
});

test('400 for a password that is too short or common, once the minimum is raised', async () => {
  expect((await signUp({ password: '1234567' })).body.code).toBe('password_too_short');
  expect((await signUp({ password: '😀'.repeat(7) })).body.code).toBe('password_too_short');
  expect((await signUp({ password: 'Password123' })).body).toMatchObject({ code: 'password_too_common' });
  expect((await signUp({ password: 'Quiet meadow' })).status).toBe(201);
});

test('403 for everybody when sign-up is closed; who has an account logs in', async () => {
  for (const path of ['/api/v1/auth/signup', '/auth/signup']) {
    const { status, body } = await signUp({}, closed, path);
    expect([status, body.code]).toEqual([403, 'sign_up_closed']);
  }
  const body = { email: 'admin@example.org', password: PASSWORD };
  expect((await auth.call('POST /login', { body, process: closed })).status).toBe(200);
});

test('one account for the spellings of an address; look-alikes are no addresses', async () => {
  const free = await auth.startService();
  const email = 'spelling@example.org';
  const all = await Promise.all(
    [email, 'SPELLING@example.org', 'Spelling@Example.ORG'].map((one) => signUp({ email: one }, free)),
  );
  expect(all.map(({ status }) => status).sort()).toEqual([201, 400, 400]);
  for (const one of [
    'ｓpelling@example.org',
    'spеlling@example.org',
    'spelling@exаmple.org',
    'spelling\u200b@example.org',
  ]) {
    expect((await signUp({ email: one }, free)).status).toBe(400);
  }
});
