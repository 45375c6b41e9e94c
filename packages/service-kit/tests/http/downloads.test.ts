import { type Download, download, type Route } from '@rollcall/contracts';
import { describe, expect, test, vi } from 'vitest';
import { AppError } from '../../src/app-error.ts';
import { operation } from '../../src/http/operation.ts';
import type { Logger } from '../../src/log.ts';
import { silent } from '../helpers.ts';
import { serve, testRoute } from './helpers.ts';

/** Serves what `make` answers at an address of its own. */
async function offer(make: () => Download, log?: Logger) {
  const route = testRoute({ method: 'GET', produces: ['text/csv'], data: download as unknown as Route['data'] });
  return `${await serve([operation(route, async () => make())], {}, log)}/thing`;
}

async function* pieces(texts: string[], problem?: Error) {
  yield* texts;
  if (problem) throw problem;
}

describe('a file as an answer', () => {
  test('is saved under its name, shown and run nowhere, kept by nobody', async () => {
    const answer = await fetch(await offer(() => ({ type: 'text/csv', fileName: 'a.csv', content: 'ä,b' })));
    expect(await answer.text()).toBe('ä,b');
    expect(Object.fromEntries(answer.headers)).toMatchObject({
      'content-type': 'text/csv',
      'content-length': '4',
      'content-disposition': `attachment; filename="a.csv"; filename*=UTF-8''a.csv`,
      'x-content-type-options': 'nosniff',
      'content-security-policy': "default-src 'none';frame-ancestors 'none';sandbox",
      'cache-control': 'no-store',
    });
  });

  test.each([
    ['Übung "1".csv', `attachment; filename="_bung _1_.csv"; filename*=UTF-8''%C3%9Cbung%20%221%22.csv`],
    ["a'b(c)*\r\nx: y", `attachment; filename="a'b(c)*__x: y"; filename*=UTF-8''a%27b%28c%29%2A%0D%0Ax%3A%20y`],
    ['\ud800', `attachment; filename="_"; filename*=UTF-8''%EF%BF%BD`],
  ])('of the name %j says it so that every client reads it and no header begins', async (fileName, disposition) => {
    const answer = await fetch(await offer(() => ({ type: 'text/csv', fileName, content: '' })));
    expect(answer.headers.get('content-disposition')).toBe(disposition);
  });

  test('in pieces comes whole', async () => {
    const answer = await fetch(await offer(() => ({ type: 'text/csv', content: pieces(['a,', 'b', '\r\n']) })));
    expect([answer.headers.get('content-length'), await answer.text()]).toEqual([null, 'a,b\r\n']);
  });

  test('of no pieces is empty', async () => {
    const answer = await fetch(await offer(() => ({ type: 'text/csv', content: pieces([]) })));
    expect([answer.status, await answer.text()]).toEqual([200, '']);
  });

  test('that fails before its first piece is a failure with words', async () => {
    const problem = new AppError('try_again');
    const answer = await fetch(await offer(() => ({ type: 'text/csv', content: pieces([], problem) })));
    expect([answer.status, await answer.json()]).toEqual([503, expect.objectContaining({ code: 'try_again' })]);
    expect(answer.headers.get('content-disposition')).toBeNull();
  });

  test('that fails on its way is never taken for the whole', async () => {
    const answer = await fetch(await offer(() => ({ type: 'text/csv', content: pieces(['a'], new Error('lost')) })));
    await expect(answer.text()).rejects.toThrow();
  });

  test('that nobody wants any more is made no further, and is no mistake of ours', async () => {
    const error = vi.fn();
    const ended = Promise.withResolvers<void>();
    async function* endless() {
      try {
        for (;;) {
          await new Promise((resume) => setImmediate(resume));
          yield 'x'.repeat(100_000);
        }
      } finally {
        ended.resolve();
      }
    }
    const url = await offer(
      () => ({ type: 'text/csv', content: endless() }),
      Object.assign(silent.child({}), { error }),
    );
    const leaving = new AbortController();
    const answer = await fetch(url, { signal: leaving.signal });
    await answer.body?.getReader().read();
    leaving.abort();
    await ended.promise;
    await fetch(`${url}/else`);
    expect(error).not.toHaveBeenCalled();
  });
});
