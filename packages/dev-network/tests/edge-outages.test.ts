import { once } from 'node:events';
import { createLogger } from '@rollcall/service-kit';
import { expect, test } from 'vitest';
import { WebSocket } from 'ws';
import { ask, exchange } from './edge/raw-request.ts';
import { startEdge, startUpstream } from './edge/upstream.ts';

const tryAgain = {
  success: false,
  error: 'One moment, please try again',
  code: 'try_again',
  requestId: 'abc-1',
};
const headers = { 'x-request-id': 'abc-1' };

async function names(origin: string, times: number, options: { method?: string; body?: string } = {}) {
  const found: string[] = [];
  for (let at = 0; at < times; at++) found.push(JSON.parse((await ask(origin, '/auth/me', options)).body).name);
  return found;
}

test('replicas are asked in turn', async () => {
  const origin = await startEdge({ auth: [await startUpstream('one'), await startUpstream('two')] });
  expect(await names(origin, 4)).toEqual(['one', 'two', 'one', 'two']);
});

test('a replica that refuses connections is passed over, also with a body, and asked again when it is back', async () => {
  const [one, two] = [await startUpstream('one'), await startUpstream('two')];
  const origin = await startEdge({ auth: [one, two] });
  expect(await names(origin, 2)).toEqual(['one', 'two']);
  one.stop();
  expect(await names(origin, 3, { method: 'POST', body: 'x'.repeat(200_000) })).toEqual(['two', 'two', 'two']);
  await startUpstream('one again', undefined, Number(new URL(one.url).port));
  await expect.poll(() => names(origin, 2), { timeout: 3_000 }).toContain('one again');
});

test('503 try_again with Retry-After when every replica of a service is down, and recovery by itself', async () => {
  const one = await startUpstream('one');
  const origin = await startEdge({ auth: [one], web: [await startUpstream('web')] });
  one.stop();
  const answer = await ask(origin, '/auth/me', { method: 'POST', body: '{}', headers });
  expect(answer.status).toBe(503);
  expect(answer.headers).toMatchObject({ 'retry-after': '1', 'x-request-id': 'abc-1' });
  expect(JSON.parse(answer.body)).toEqual(tryAgain);
  expect((await ask(origin, '/')).status).toBe(200);
  await startUpstream('one again', undefined, Number(new URL(one.url).port));
  expect(await names(origin, 1)).toEqual(['one again']);
});

test('503 try_again when the replica breaks off before its answer', async () => {
  const origin = await startEdge({ auth: [await startUpstream('one', (request) => request.socket.destroy())] });
  const answer = await ask(origin, '/auth/me', { headers });
  expect([answer.status, JSON.parse(answer.body)]).toEqual([503, tryAgain]);
});

test('an answer that breaks off in the middle is seen to be broken', async () => {
  const upstream = await startUpstream('one', (_request, response) => {
    response.writeHead(200, { 'content-length': 100 }).write('half', () => response.destroy());
  });
  const origin = await startEdge({ auth: [upstream] });
  await expect(ask(origin, '/auth/me')).rejects.toThrow('aborted');
});

test('a client that goes away ends its request upstream', async () => {
  let ended: Promise<unknown> = Promise.resolve();
  const upstream = await startUpstream('one', (_request, response) => {
    ended = once(response, 'close');
    response.write('half');
  });
  const origin = await startEdge({ auth: [upstream] });
  const aborter = new AbortController();
  await fetch(`${origin}/auth/me`, { signal: aborter.signal });
  aborter.abort();
  await ended;
});

test('WebSocket frames go through in both directions, to a replica that is up', async () => {
  const [one, two] = [await startUpstream('one'), await startUpstream('two')];
  const origin = await startEdge({ 'realtime-gateway': [one, two] });
  one.stop();
  const client = new WebSocket(`${origin.replace('http', 'ws')}/ws?token=secret`);
  await once(client, 'open');
  client.send('hello');
  expect(String((await once(client, 'message'))[0])).toBe('two: hello');
  const closed = once(client, 'close');
  two.stop();
  await closed;
});

test('a WebSocket gets 503 when no gateway is up, and the answer of a service that has none', async () => {
  const origin = await startEdge({ web: [await startUpstream('web')] });
  const upgrade = 'HTTP/1.1\r\nHost: x\r\nConnection: Upgrade\r\nUpgrade: websocket\r\nX-Request-Id: abc-1\r\n\r\n';
  const refused = await exchange(origin, `GET /ws ${upgrade}`);
  expect(refused).toMatch(/^HTTP\/1\.1 503 Service Unavailable\r\n/);
  expect(refused).toContain('\r\nRetry-After: 1\r\n');
  expect(JSON.parse(refused.split('\r\n\r\n')[1] ?? '')).toEqual(tryAgain);
  expect(await exchange(origin, `GET /nothing ${upgrade}`)).toMatch(/^HTTP\/1\.1 400 /);
});

test('the log names service and status, and neither path nor query', async () => {
  const lines: string[] = [];
  const log = createLogger('edge', 'trace', { write: (line) => lines.push(line) });
  const origin = await startEdge({ 'realtime-gateway': [await startUpstream('gateway')] }, log);
  await ask(origin, '/auth/me?token=secret-1', { headers });
  const client = new WebSocket(`${origin.replace('http', 'ws')}/ws?token=secret-2`);
  await once(client, 'open');
  client.close();
  await exchange(
    origin,
    'GET /auth/me?token=secret-3 HTTP/1.1\r\nHost: x\r\nConnection: Upgrade\r\nUpgrade: websocket\r\n\r\n',
  );
  await expect.poll(() => lines.length).toBe(3);
  expect(lines.join('')).not.toContain('secret');
  expect(lines.map((line) => JSON.parse(line))).toContainEqual(
    expect.objectContaining({ requestId: 'abc-1', service: 'auth', status: 503, method: 'GET', msg: 'request' }),
  );
});
