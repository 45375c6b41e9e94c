import { type ServiceName, serviceNames } from '@rollcall/contracts';
import { expect, test } from 'vitest';
import { perService } from '../src/network/per-service.ts';
import { ask, exchange } from './edge/raw-request.ts';
import { type Heard, startEdge, startUpstream } from './edge/upstream.ts';

async function startAll() {
  const upstreams = await Promise.all(serviceNames.map((name) => startUpstream(name)));
  return startEdge(perService((name) => upstreams.slice(serviceNames.indexOf(name)).slice(0, 1)));
}

test('each path goes to the service of the table, as it came', async () => {
  const origin = await startAll();
  const expected: [string, ServiceName][] = [
    ['/api/v1/auth/login', 'auth'],
    ['/.well-known/jwks.json', 'auth'],
    ['/me', 'auth'],
    ['/me?a=1', 'auth'],
    ['/signup', 'auth'],
    ['/class', 'class'],
    ['/class/', 'class'],
    ['/class/65f0c0ffee65f0c0ffee65f0/my-attendance', 'class'],
    ['/api/v1/classes', 'class'],
    ['/api/v1/scans', 'session'],
    ['/api/v1/me/attendance', 'session'],
    ['/attendance/start', 'session'],
    ['/ws', 'realtime-gateway'],
    ['/socket.io/?EIO=4&transport=polling', 'realtime-gateway'],
    ['/', 'web'],
    ['/s', 'web'],
    ['/docs/auth', 'web'],
    ['/nothing', 'web'],
  ];
  for (const [path, service] of expected) {
    const heard: Heard = JSON.parse((await ask(origin, path)).body);
    expect([path, heard.name, heard.url]).toEqual([path, service, path]);
  }
});

test('a path that only looks like one of the table goes to web, undecoded and unresolved', async () => {
  const origin = await startAll();
  const nasty = [
    '/me/',
    '/me%2f',
    '/me%2F..',
    '//me',
    '/./me',
    '/../me',
    '/ME',
    '/%6de',
    '/me;x=1',
    '/me%3Fa',
    '/metrics',
    '/menu',
    '/wsx',
    '/ws%2fx',
    '/classes',
    '/auth%2flogin',
    '/health/ready',
    '/api/v1',
    '/api//v1/auth/me',
    '/api/v1/me-too',
    '/app/../me',
    '/s/',
    '/\\me',
  ];
  for (const path of nasty) {
    const heard: Heard = JSON.parse((await ask(origin, path)).body);
    expect([path, heard.name, heard.url]).toEqual([path, 'web', path]);
  }
});

test('a path with dots below a prefix stays with the prefix, unresolved', async () => {
  const origin = await startAll();
  for (const [path, service] of [
    ['/class/../auth/me', 'class'],
    ['/class/%2e%2e/auth/me', 'class'],
    ['/ws/../me', 'realtime-gateway'],
  ]) {
    const heard: Heard = JSON.parse((await ask(origin, path ?? '')).body);
    expect([heard.name, heard.url]).toEqual([service, path]);
  }
});

test('a request line with an absolute address or without a path reaches no service but web', async () => {
  const origin = await startAll();
  const close = 'HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n';
  expect(await exchange(origin, `GET http://other.example/me ${close}`)).toContain('"name":"web"');
  expect(await exchange(origin, `OPTIONS * ${close}`)).toContain('"name":"web"');
});

test('method, body and headers arrive, and the client cannot speak about its own address', async () => {
  const origin = await startAll();
  const answer = await ask(origin, '/auth/login?next=1', {
    method: 'POST',
    headers: {
      'content-type': 'application/json',
      'x-request-id': 'abc-1',
      'x-forwarded-for': '203.0.113.9',
      'x-forwarded-host': 'evil.example',
      forwarded: 'for=203.0.113.9',
      host: 'rollcall.example:3000',
      connection: 'close',
    },
    body: '{"email":"a@b.c"}',
  });
  const heard: Heard = JSON.parse(answer.body);
  expect(heard).toMatchObject({ method: 'POST', url: '/auth/login?next=1', body: '{"email":"a@b.c"}' });
  expect(heard.headers).toMatchObject({
    host: 'rollcall.example:3000',
    'x-request-id': 'abc-1',
    'x-forwarded-for': '127.0.0.1',
    'x-forwarded-proto': 'http',
    'x-forwarded-host': 'rollcall.example:3000',
    connection: 'keep-alive',
  });
  expect(heard.headers).not.toHaveProperty('forwarded');
  expect(answer.headers.connection).toBe('close');
});

test('a request without an id, or with an unfit one, gets one', async () => {
  const origin = await startAll();
  for (const headers of [{}, { 'x-request-id': 'a b' }]) {
    const heard: Heard = JSON.parse((await ask(origin, '/me', { headers })).body);
    expect(heard.headers['x-request-id']).toMatch(/^[0-9a-f-]{36}$/);
  }
});

test('an offer of HTTP/2 is answered as the request it is', async () => {
  const origin = await startAll();
  const answer = await ask(origin, '/auth/login', {
    method: 'POST',
    headers: { connection: 'Upgrade, HTTP2-Settings', upgrade: 'h2c', 'http2-settings': 'AAEAAEAAAAIAAAAB' },
    body: '{}',
  });
  const heard: Heard = JSON.parse(answer.body);
  expect([answer.status, heard.body]).toEqual([200, '{}']);
  expect(heard.headers).not.toHaveProperty('upgrade');
});
