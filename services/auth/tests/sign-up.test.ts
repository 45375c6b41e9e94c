import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { failure, openAuth, PASSWORD, type TestAuth } from './helpers.ts';

let auth: TestAuth;
beforeAll(async () => {
  auth = await openAuth();
});
afterAll(() => auth.close());

const taken = failure('email_taken', 'Email already exists');
const paths = ['/api/v1/auth/signup', '/auth/signup', '/signup'];
const anna = { name: 'Anna', email: 'Anna@Example.org', password: PASSWORD, role: 'student' };

describe.each(paths)('POST %s', (path) => {
  const email = `Anna${path.replaceAll('/', '.')}@Example.org`;

  test('201 answers id, name, e-mail as written and role, and nothing else', async () => {
    const answer = await auth.call(`POST ${path}`, { body: { ...anna, email } });
    expect(answer.status).toBe(201);
    expect(answer.body).toEqual({
      success: true,
      data: { _id: expect.stringMatching(/^[0-9a-f]{24}$/), name: 'Anna', email, role: 'student' },
    });
  });

  test('400 email_taken whatever the case, in every process', async () => {
    for (const [process, again] of [email, email.toUpperCase()].entries()) {
      const answer = await auth.call(`POST ${path}`, { body: { ...anna, email: again }, process });
      expect([answer.status, answer.body]).toEqual([400, taken]);
    }
  });

  test.each([
    ['no name', { name: undefined }],
    ['a blank name', { name: '  ' }],
    ['a lone surrogate as name', { name: '\ud800' }],
    ['an e-mail that is none', { email: 'anna' }],
    ['an operator as e-mail', { email: { $ne: '' } }],
    ['a password of five', { password: '12345' }],
    ['an operator as password', { password: { $gt: '' } }],
    ['a number as password', { password: 1234567 }],
    ['the role of an admin', { role: 'admin' }],
    ['an array as role', { role: ['teacher'] }],
  ])('400 schema for %s; nothing is stored', async (_, change) => {
    const before = await auth.collection('users').countDocuments();
    const answer = await auth.call(`POST ${path}`, { body: { ...anna, email: 'new@example.org', ...change } });
    expect(answer.status).toBe(400);
    expect(answer.body).toMatchObject(failure('invalid_request', 'Invalid request schema'));
    expect(await auth.collection('users').countDocuments()).toBe(before);
  });
});

test('classic sign-up takes the role in any case and ignores unknown keys', async () => {
  const body = { ...anna, email: 'case@example.org', role: 'TeaCher', isAdmin: true, __v: 1 };
  const answer = await auth.call('POST /auth/signup', { body });
  expect(answer.status).toBe(201);
  expect(answer.body.data.role).toBe('teacher');
});

test('400 for a role in capitals and for unknown keys under /api/v1', async () => {
  const email = 'strict@example.org';
  for (const change of [{ role: 'Student' }, { isAdmin: true }]) {
    const answer = await auth.call('POST /api/v1/auth/signup', { body: { ...anna, email, ...change } });
    expect(answer.status).toBe(400);
  }
});

test('twenty sign-ups of one e-mail at once in two processes: one 201, nineteen email_taken', async () => {
  const tries = Array.from({ length: 20 }, (_, index) => {
    const email = index % 2 ? 'race@example.org' : 'RACE@example.org';
    return auth.call('POST /auth/signup', { body: { ...anna, email }, process: index % 2 });
  });
  const answers = await Promise.all(tries);
  expect(answers.filter(({ status }) => status === 201)).toHaveLength(1);
  expect(answers.filter(({ body }) => body.code === 'email_taken')).toHaveLength(19);
  expect(await auth.collection('users').countDocuments({ emailKey: 'race@example.org' })).toBe(1);
});

test('a password is stored as a bcrypt hash with its scheme, a long one hashed first', async () => {
  const short = await auth.person('student', { password: 'p'.repeat(72) });
  const long = await auth.person('student', { password: 'p'.repeat(73) });
  const users = auth.collection('users');
  expect(await users.findOne({ _id: short._id })).toMatchObject({
    passwordHash: expect.stringMatching(/^\$2b\$04\$/),
    passwordScheme: 'bcrypt',
    schemaVersion: 2,
    institutionId: 'default',
    disabled: false,
  });
  expect(await users.findOne({ _id: long._id })).toMatchObject({ passwordScheme: 'bcrypt-sha256' });
});
