import { describe, expect, test } from 'vitest';
import { operation } from '../../src/http/operation.ts';
import { serve, testRoute } from './helpers.ts';

const quotaOf = ({ headers }: Response) =>
  Object.fromEntries(['limit', 'remaining', 'policy'].map((name) => [name, headers.get(`ratelimit-${name}`)]));
const post = (url: string, headers: Record<string, string> = {}) => fetch(url, { method: 'POST', headers });
const address = operation(testRoute(), async (_, { client }) => client.address);
const mine = operation(testRoute({ name: 'mine', paths: ['/mine'], access: 'any' }), async () => ({}));

describe('limits', () => {
  test('each answer tells what is left to its address, also an error', async () => {
    const url = await serve([address, mine]);
    const [first, second] = [await post(`${url}/thing`), await post(`${url}/mine`)];
    expect([first.status, second.status]).toEqual([200, 401]);
    expect(quotaOf(first)).toEqual({ limit: '500', remaining: '499', policy: '500;w=1' });
    expect(first.headers.get('ratelimit-reset')).toBe('1');
    expect(quotaOf(second)).toMatchObject({ limit: '500', policy: '500;w=1' });
  });

  test('429 with Retry-After beyond the limit of an address', async () => {
    const url = await serve([address], { REQUESTS_PER_SECOND_PER_ADDRESS: '2' });
    const answers = await Promise.all([1, 2, 3, 4, 5].map(() => post(`${url}/thing`)));
    const refused = answers.filter(({ status }) => status === 429);
    expect(refused.length).toBeGreaterThan(0);
    for (const answer of refused) {
      expect(quotaOf(answer)).toEqual({ limit: '2', remaining: '0', policy: '2;w=1' });
      expect(answer.headers.get('retry-after')).toBe(answer.headers.get('ratelimit-reset'));
      expect(await answer.json()).toMatchObject({ success: false, code: 'rate_limited' });
    }
  });

  test('429 beyond ten seconds’ worth of one person; others go on, and the limit that is closer is told', async () => {
    const url = await serve([mine], { REQUESTS_PER_SECOND_PER_USER: '1' });
    const as = (authorization: string) => post(`${url}/mine`, { authorization });
    for (let left = 9; left >= 0; left -= 1) {
      const answer = await as('anna');
      expect([answer.status, quotaOf(answer)]).toEqual([
        200,
        { limit: '10', remaining: String(left), policy: '10;w=10' },
      ]);
    }
    const refused = await as('anna');
    expect([refused.status, quotaOf(refused).remaining]).toEqual([429, '0']);
    expect(Number(refused.headers.get('retry-after'))).toBeGreaterThan(0);
    expect((await as('ben')).status).toBe(200);
  });

  test('a request without a good token counts for nobody', async () => {
    const url = await serve([mine], { REQUESTS_PER_SECOND_PER_USER: '1' });
    for (let n = 0; n < 11; n += 1) expect((await post(`${url}/mine`)).status).toBe(401);
  });
});

describe('X-Forwarded-For', () => {
  const seenBy = async (env: Record<string, string>, forwarded: string) => {
    const answer = await post(`${await serve([address], env)}/thing`, { 'x-forwarded-for': forwarded });
    return ((await answer.json()) as { data: unknown }).data;
  };

  test('of a trusted proxy names the client', async () => {
    expect(await seenBy({}, '198.51.100.7')).toBe('198.51.100.7');
    expect(await seenBy({ TRUST_PROXY: '127.0.0.0/8,198.51.100.0/24' }, '203.0.113.9, 198.51.100.7')).toBe(
      '203.0.113.9',
    );
  });

  test('of anybody else is ignored, also before a trusted one', async () => {
    expect(await seenBy({ TRUST_PROXY: 'none' }, '198.51.100.7')).toBe('127.0.0.1');
    expect(await seenBy({ TRUST_PROXY: '10.0.0.0/8, uniquelocal' }, '198.51.100.7')).toBe('127.0.0.1');
    expect(await seenBy({}, '203.0.113.9, 198.51.100.7')).toBe('198.51.100.7');
  });
});

describe('Cache-Control', () => {
  test('no-store, unless the route may be kept; never for an error', async () => {
    const kept = testRoute({ name: 'kept', method: 'GET', paths: ['/kept'], access: 'any', cacheSeconds: 300 });
    const url = await serve([address, operation(kept, async () => ({}))]);
    const control = async (answer: Promise<Response>) => (await answer).headers.get('cache-control');
    expect(await control(post(`${url}/thing`))).toBe('no-store');
    expect(await control(fetch(`${url}/kept`, { headers: { authorization: 'anna' } }))).toBe('public, max-age=300');
    expect(await control(fetch(`${url}/kept`))).toBe('no-store');
    expect(await control(fetch(`${url}/nothing`))).toBe('no-store');
  });
});

test('a route may answer 202', async () => {
  const url = await serve([operation(testRoute({ status: 202 }), async () => 'later')]);
  const answer = await post(`${url}/thing`);
  expect([answer.status, await answer.json()]).toEqual([202, { success: true, data: 'later' }]);
});
