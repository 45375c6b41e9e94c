import { gzipSync } from 'node:zlib';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { failure, openAuth, PASSWORD, type TestAuth } from './helpers.ts';

let auth: TestAuth;
beforeAll(async () => {
  auth = await openAuth({ processes: 1 });
});
afterAll(() => auth.close());

const invalid = failure('invalid_request', 'Invalid request schema');
const nothingHere = failure('route_not_found', 'There is nothing at this address');
const posts = ['/api/v1/auth/signup', '/auth/signup', '/signup', '/api/v1/auth/login', '/auth/login', '/login'];

describe.each(posts)('POST %s', (path) => {
  test.each([
    ['cut JSON', '{"email": "a@example.org", "pass'],
    ['no JSON', 'email=a&password=b'],
    ['a string', '"text"'],
    ['a number', '7'],
    ['null', 'null'],
    ['nothing', ''],
    ['bytes that are no UTF-8', Buffer.from('7b22656d61696c223a22ff fe227d'.replace(' ', ''), 'hex')],
    ['ten thousand nested arrays', '['.repeat(10_000) + ']'.repeat(10_000)],
    ['__proto__', '{"__proto__": {"email": "a@example.org", "password": "secret"}}'],
    ['constructor', '{"constructor": {"prototype": {"email": "a@example.org"}}}'],
  ])('400 for %s', async (_, raw) => {
    const answer = await auth.call(`POST ${path}`, { raw });
    expect(answer.status).toBe(400);
    expect(answer.body).toMatchObject(invalid);
  });

  test('400 for a form and for text', async () => {
    for (const type of ['application/x-www-form-urlencoded', 'text/plain', 'multipart/form-data; boundary=x']) {
      const raw = `email=a%40example.org&password=${PASSWORD}`;
      const answer = await auth.call(`POST ${path}`, { raw, headers: { 'content-type': type } });
      expect(answer.status).toBe(400);
      expect(answer.body).toMatchObject(invalid);
    }
  });

  test('413 for a megabyte, plain or packed', async () => {
    const megabyte = JSON.stringify({ email: 'a@example.org', password: 'x'.repeat(1_000_000) });
    const packed = { raw: gzipSync(megabyte), headers: { 'content-encoding': 'gzip' } };
    for (const options of [{ raw: megabyte }, packed]) {
      const answer = await auth.call(`POST ${path}`, options);
      expect(answer.status).toBe(413);
      expect(answer.body).toEqual(failure('payload_too_large', 'The request is too large'));
    }
  });

  test('415 for an unknown encoding', async () => {
    for (const [name, value] of [
      ['content-encoding', 'x'],
      ['content-type', 'application/json; charset=x'],
    ] as const) {
      const answer = await auth.call(`POST ${path}`, { raw: '{}', headers: { [name]: value } });
      expect(answer.status).toBe(415);
      expect(answer.body.code).toBe('unsupported_encoding');
    }
  });
});

test('limits of lengths: accepted at the limit, 400 one above', async () => {
  const signUp = (change: object) =>
    auth.call('POST /auth/signup', {
      body: { name: 'Anna', email: 'limits@example.org', password: PASSWORD, role: 'student', ...change },
    });
  const address = (length: number) =>
    `${'a'.repeat(length - 196)}@${'b'.repeat(63)}.${'b'.repeat(63)}.${'b'.repeat(63)}.org`;
  const within = [{ password: '123456' }, { name: 'n'.repeat(200) }, { password: 'x'.repeat(20_000) }];
  for (const [index, change] of within.entries()) {
    expect((await signUp({ email: `limit${index}@example.org`, ...change })).status).toBe(201);
  }
  expect(address(254)).toHaveLength(254);
  const beyond = [
    { password: '12345' },
    { name: 'n'.repeat(201) },
    { password: 'x'.repeat(20_001) },
    { email: address(255) },
  ];
  for (const change of beyond) expect((await signUp(change)).status).toBe(400);
});

describe('404 as JSON', () => {
  test.each([
    'GET /auth/login',
    'PUT /auth/login',
    'DELETE /api/v1/auth/me',
    'PATCH /signup',
    'OPTIONS /auth/login',
    'GET /auth',
    'GET /auth/nothing',
    'GET /AUTH/ME',
    'GET /api/v1/auth/__proto__',
    'POST /me',
    'GET /health/ready',
    'GET /metrics',
    'GET /openapi.json',
    'GET /auth/%00',
    'GET /auth/%ff',
    'GET /..%2f..%2fetc/passwd',
  ])('%s', async (line) => {
    const answer = await auth.call(line);
    expect([answer.status, answer.body]).toEqual([404, nothingHere]);
  });
});

test('401 before the body is read: a protected route without a token, whatever is sent', async () => {
  const answer = await auth.call('POST /api/v1/auth/logout', { raw: '{"cut' });
  expect(answer.status).toBe(401);
});

test('a request id is taken over, or made when it is no word', async () => {
  const { email } = await auth.person();
  const token = await auth.logIn(email);
  const answer = await auth.call('GET /me', { token, headers: { 'x-request-id': 'abc-1' } });
  expect([answer.status, answer.headers.get('x-request-id')]).toEqual([200, 'abc-1']);
  const refused = await auth.call('GET /me', { headers: { 'x-request-id': '{"a": 1}' } });
  expect(refused.body.requestId).toMatch(/^[0-9a-f-]{36}$/);
  expect(refused.headers.get('x-request-id')).toBe(refused.body.requestId);
});

test('answers carry security headers and do not name the framework', async () => {
  const { headers } = await auth.call('GET /me');
  expect(headers.get('x-content-type-options')).toBe('nosniff');
  expect(headers.get('x-powered-by')).toBeNull();
});
