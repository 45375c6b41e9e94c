import { routes } from '@rollcall/contracts';
import { afterEach, describe, expect, expectTypeOf, test } from 'vitest';
import { createClient, type RetryPolicy, RollcallError } from '../src/index.ts';
import { failure, type Reply, startHttpServer, success } from './helpers/http-server.ts';

const ID = '65f0c0ffee65f0c0ffee65f0';
const user = {
  _id: ID,
  name: 'Ada',
  email: 'ada@example.com',
  role: 'student',
  username: null,
  studentNumber: null,
  createdAt: '2026-01-01T00:00:00.000Z',
  lastLogInAt: null,
};
const quick: RetryPolicy = { attempts: 3, baseMs: 1, random: () => 0 };
let close = async () => {};
afterEach(() => close());

async function serve(...replies: Reply[]) {
  const server = await startHttpServer(...replies);
  close = server.close;
  return { ...server, client: createClient({ origin: server.origin, token: 'T' }) };
}

const errorOf = async (promise: Promise<unknown>) => {
  const error = await promise.catch((thrown) => thrown);
  expect(error).toBeInstanceOf(RollcallError);
  return error as RollcallError;
};

describe('a call', () => {
  test('sends the body and the token to the preferred path and resolves with the data', async () => {
    const { client, heard } = await serve(success({ classId: ID, studentId: ID, added: true, movedFrom: null }));
    const answer = await client.call(routes.addStudent, { ids: { id: ID }, body: { studentId: ID } });
    expectTypeOf(answer).toHaveProperty('movedFrom').toEqualTypeOf<string | null>();
    expect(answer).toEqual({ classId: ID, studentId: ID, added: true, movedFrom: null });
    expect(heard).toMatchObject([
      {
        method: 'POST',
        url: `/api/v1/classes/${ID}/students`,
        body: { studentId: ID },
        headers: { authorization: 'Bearer T' },
      },
    ]);
  });

  test('sends what is defined of the query', async () => {
    const { client, heard } = await serve(success({ items: [], nextCursor: null }));
    await client.call(routes.listRecords, { ids: { id: ID }, query: { limit: 2, cursor: undefined } });
    await client.call(routes.listRecords, { ids: { id: ID } });
    expect(heard.map(({ url }) => url)).toEqual([
      `/api/v1/sessions/${ID}/records?limit=2`,
      `/api/v1/sessions/${ID}/records`,
    ]);
  });

  test('keeps an id inside its part of the path', async () => {
    const { client, heard } = await serve(failure(404, 'session_not_found', 'Session not found'));
    await errorOf(client.call(routes.getSession, { ids: { id: '../x?y#z' } }));
    expect(heard[0]?.url).toBe('/api/v1/sessions/..%2Fx%3Fy%23z');
  });

  test('says that it is a page where cookies are meant, and nowhere else', async () => {
    const { heard, origin } = await serve(success({}), success(user));
    const page = createClient({ origin, isPage: true });
    await page.call(routes.logOut);
    await page.call(routes.me);
    expect(heard.map(({ headers }) => headers['x-rollcall-client'])).toEqual(['browser', undefined]);
  });

  test('uses another token, or none, from setToken on', async () => {
    const { client, heard } = await serve(success(user));
    client.setToken('U');
    await client.call(routes.me);
    client.setToken(undefined);
    await client.call(routes.me);
    expect(heard.map(({ headers }) => headers.authorization)).toEqual(['Bearer U', undefined]);
  });

  test.each([
    ['bytes', (content: Uint8Array<ArrayBuffer>) => content],
    ['a blob', (content: Uint8Array<ArrayBuffer>) => new Blob([content], { type: 'image/gif' })],
  ])('sends a file as %s, under its type, again when it has to', async (_, wrap) => {
    const { client, heard } = await serve(failure(503, 'try_again', 'One moment'), success(user));
    const upload = { ...routes.me, method: 'POST' as const, file: { maxBytes: 9, types: ['image/png'] as [string] } };
    const content = Uint8Array.of(0, 255, 10, 13);
    const file = { bytes: wrap(content), type: 'image/png' };
    expect(await client.call(upload, { file }, { retry: quick })).toEqual(user);
    expect(heard).toHaveLength(2);
    for (const { headers, bytes } of heard) {
      expect([headers['content-type'], headers['content-length']]).toEqual(['image/png', '4']);
      expect([...bytes]).toEqual([...content]);
    }
    // @ts-expect-error the file is needed
    const withoutFile = () => client.call(upload, {});
    // @ts-expect-error the route takes no file
    const otherRoute = () => client.call(routes.me, { file });
    expect([withoutFile, otherRoute]).toHaveLength(2);
  });

  test('reads a bare answer', async () => {
    const { client } = await serve({ json: { keys: [] } });
    expect(await client.call(routes.jwks)).toEqual({ keys: [] });
  });

  test('knows at compile time what a route needs', async () => {
    const { client } = await serve(success(user));
    // @ts-expect-error a body is needed
    const withoutBody = () => client.call(routes.scan);
    // @ts-expect-error the body has no such key
    const otherBody = () => client.call(routes.scan, { body: { text: 'X' } });
    // @ts-expect-error the path has an id
    const withoutId = () => client.call(routes.getSession, {});
    // @ts-expect-error the path has no id
    const withId = () => client.call(routes.me, { ids: { id: ID } });
    expect([withoutBody, otherBody, withoutId, withId]).toHaveLength(4);
    expectTypeOf(() => client.call(routes.me)).returns.resolves.toHaveProperty('role');
  });
});

describe('a failure', () => {
  test('has the status, code, sentence, request id, details and Retry-After of the answer', async () => {
    const details = [{ path: 'token', message: 'too short' }];
    const { client } = await serve({
      status: 429,
      headers: { 'retry-after': '7' },
      json: { success: false, error: 'Slowly', code: 'rate_limited', requestId: 'r-9', details },
    });
    const { status, code, message, requestId, retryAfterSeconds, ...error } = await errorOf(client.call(routes.me));
    expect({ status, code, message, requestId, retryAfterSeconds }).toEqual({
      status: 429,
      code: 'rate_limited',
      message: 'Slowly',
      requestId: 'r-9',
      retryAfterSeconds: 7,
    });
    expect(error.details).toEqual(details);
  });

  test('hands on the receipt of a scan that could not be stored', async () => {
    const json = { success: false, error: 'Later', code: 'try_again', requestId: 'r-9', receipt: 'r.1.s' };
    const { client } = await serve({ status: 503, json });
    expect(await errorOf(client.call(routes.me))).toMatchObject({ code: 'try_again', receipt: 'r.1.s' });
  });

  test.each([
    ['cut connection', 'cut'],
    ['answer that does not come in time', 'hang'],
  ] as const)('is offline with status 0 for a %s', async (_, reply) => {
    const { origin } = await serve(reply);
    const client = createClient({ origin, timeoutMs: 200 });
    expect(await errorOf(client.call(routes.me))).toMatchObject({
      status: 0,
      code: 'offline',
      message: 'No connection',
    });
  });

  test('is offline when nobody listens', async () => {
    const { origin, close: stop } = await startHttpServer();
    await stop();
    expect(await errorOf(createClient({ origin }).call(routes.me))).toMatchObject({ code: 'offline' });
  });

  test.each([502, 503, 504])('is try_again for a bare %i of something in between', async (status) => {
    const { client } = await serve({ status, text: '<h1>Bad gateway</h1>', headers: { 'retry-after': '2' } });
    expect(await errorOf(client.call(routes.me))).toMatchObject({ status, code: 'try_again', retryAfterSeconds: 2 });
  });

  test.each<[string, Reply]>([
    ['data of another shape', success({ ...user, role: 'king' })],
    ['no JSON', { text: '<h1>Welcome</h1>' }],
    ['no success around it', { json: user }],
    ['404 without our shape', { status: 404, text: 'nope' }],
  ])('is unexpected_answer for an answer with %s', async (_, reply) => {
    const { client } = await serve(reply);
    expect(await errorOf(client.call(routes.me))).toMatchObject({ code: 'unexpected_answer' });
  });

  test('is the reason of the signal when the caller aborts', async () => {
    const { client } = await serve('hang');
    const called = client.call(routes.me, {}, { signal: AbortSignal.timeout(50), retry: quick });
    await expect(called).rejects.toMatchObject({ name: 'TimeoutError' });
  });
});

describe('a retry', () => {
  const unavailable = failure(503, 'try_again', 'One moment');

  test('is not made unless asked for', async () => {
    const { client, heard } = await serve(unavailable, success(user));
    expect(await errorOf(client.call(routes.me))).toMatchObject({ code: 'try_again' });
    expect(heard).toHaveLength(1);
  });

  test('follows 503, 429 and a cut connection', async () => {
    const { client, heard } = await serve(unavailable, failure(429, 'rate_limited', 'Slowly'), 'cut', success(user));
    expect(await client.call(routes.me, {}, { retry: { ...quick, attempts: 4 } })).toEqual(user);
    expect(heard).toHaveLength(4);
  });

  test('does not follow a refusal', async () => {
    const { client, heard } = await serve(failure(409, 'session_not_active', 'Closed'));
    await errorOf(client.call(routes.scan, { body: { token: 'x' } }, { retry: quick }));
    expect(heard).toHaveLength(1);
  });

  test('ends with the last error when the attempts are used up', async () => {
    const { client, heard } = await serve(unavailable);
    expect(await errorOf(client.call(routes.me, {}, { retry: quick }))).toMatchObject({ code: 'try_again' });
    expect(heard).toHaveLength(3);
  });

  test('waits as long as Retry-After says', async () => {
    const { client } = await serve(failure(503, 'try_again', 'One moment', { 'retry-after': '1' }), success(user));
    const startedAt = performance.now();
    await client.call(routes.me, {}, { retry: quick });
    expect(performance.now() - startedAt).toBeGreaterThan(990);
  });

  test('does not wait for a Retry-After of minutes', async () => {
    const { client, heard } = await serve(failure(429, 'rate_limited', 'Slowly', { 'retry-after': '900' }));
    expect(await errorOf(client.call(routes.me, {}, { retry: quick }))).toMatchObject({ retryAfterSeconds: 900 });
    expect(heard).toHaveLength(1);
  });

  test('of the client holds for every call that does not refuse it', async () => {
    const { origin, heard } = await serve(unavailable);
    const client = createClient({ origin, retry: { ...quick, attempts: 2 } });
    await errorOf(client.call(routes.me));
    await errorOf(client.call(routes.createClass, { body: { className: 'X' } }, { retry: false }));
    expect(heard.map(({ method }) => method)).toEqual(['GET', 'GET', 'POST']);
  });

  test('stops waiting when the caller aborts', async () => {
    const { client, heard } = await serve(failure(503, 'try_again', 'One moment', { 'retry-after': '20' }));
    const called = client.call(routes.me, {}, { retry: quick, signal: AbortSignal.timeout(100) });
    await expect(called).rejects.toMatchObject({ name: 'TimeoutError' });
    expect(heard).toHaveLength(1);
  });
});
