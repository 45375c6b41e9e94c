import { expect, test } from 'vitest';
import { AppError } from '../../src/app-error.ts';
import { operation } from '../../src/http/operation.ts';
import { serve, testRoute } from './helpers.ts';

const LISTED = 'https://app.example';
const env = { CORS_ORIGINS: `${LISTED}, http://localhost:5173` };
const operations = [
  operation(testRoute(), async () => ({})),
  operation(testRoute({ name: 'mine', paths: ['/mine'], access: 'any' }), async () => ({})),
  operation(testRoute({ name: 'away', paths: ['/away'] }), async () => {
    throw new AppError('try_again');
  }),
];

const corsHeaders = ({ headers }: Response) => [...headers.keys()].filter((name) => name.startsWith('access-control'));
const preflight = (url: string, origin: string) =>
  fetch(`${url}/thing`, {
    method: 'OPTIONS',
    headers: { origin, 'access-control-request-method': 'POST', 'access-control-request-headers': 'authorization' },
  });

test('a listed origin: preflight 204 with that origin, credentials and the headers that clients send', async () => {
  const { status, headers } = await preflight(await serve(operations, env), LISTED);
  expect(status).toBe(204);
  expect(headers.get('access-control-allow-origin')).toBe(LISTED);
  expect(headers.get('access-control-allow-credentials')).toBe('true');
  expect(headers.get('access-control-allow-headers')).toBe('Authorization,Content-Type,X-Request-Id,X-Rollcall-Client');
  expect(headers.get('access-control-allow-methods')).toContain('POST');
  expect(headers.get('vary')).toContain('Origin');
});

test('a listed origin: 200, 401, 404, 429 and 503 can be read, with what their headers say', async () => {
  const url = await serve(operations, { ...env, REQUESTS_PER_SECOND_PER_ADDRESS: '4' });
  const statuses: number[] = [];
  for (const path of ['thing', 'mine', 'nothing', 'away', 'thing']) {
    const { status, headers } = await fetch(`${url}/${path}`, { method: 'POST', headers: { origin: LISTED } });
    statuses.push(status);
    expect(headers.get('access-control-allow-origin')).toBe(LISTED);
    expect(headers.get('access-control-allow-credentials')).toBe('true');
    expect(headers.get('access-control-expose-headers')).toBe(
      'X-Request-Id,Retry-After,RateLimit-Limit,RateLimit-Remaining,RateLimit-Reset,RateLimit-Policy',
    );
    expect(headers.get('vary')).toContain('Origin');
  }
  expect(statuses).toEqual([200, 401, 404, 503, 429]);
});

test.each([
  'https://other.example',
  'https://app.example.evil.example',
  'http://app.example',
  'https://app.example:8443',
  'null',
  '*',
])('origin %s: no CORS headers, OPTIONS is 404', async (origin) => {
  const url = await serve(operations, env);
  const answer = await fetch(`${url}/thing`, { method: 'POST', headers: { origin } });
  expect([answer.status, corsHeaders(answer)]).toEqual([200, []]);
  expect(answer.headers.get('vary')).toContain('Origin');
  const refused = await preflight(url, origin);
  expect([refused.status, corsHeaders(refused)]).toEqual([404, []]);
  expect(await refused.json()).toMatchObject({ success: false, code: 'route_not_found' });
});

test('without a list: no CORS headers for anybody, OPTIONS is 404', async () => {
  const url = await serve(operations);
  const answer = await fetch(`${url}/thing`, { method: 'POST', headers: { origin: LISTED } });
  expect([answer.status, corsHeaders(answer)]).toEqual([200, []]);
  expect((await preflight(url, LISTED)).status).toBe(404);
});
