import { once } from 'node:events';
import { type ClientRequest, type IncomingMessage, request } from 'node:http';
import { json } from 'node:stream/consumers';
import { gzipSync } from 'node:zlib';
import type { FileRule } from '@rollcall/contracts';
import express from 'express';
import { afterEach, describe, expect, test, vi } from 'vitest';
import { CloseStack } from '../../src/close-stack.ts';
import { errorMapper } from '../../src/http/errors.ts';
import { operation, type UploadedFile } from '../../src/http/operation.ts';
import { closeServer, createPublicServer, listen } from '../../src/http/servers.ts';
import { createUploads } from '../../src/http/uploads.ts';
import { silent } from '../helpers.ts';
import { serve, testRoute } from './helpers.ts';

const rule: FileRule = { maxBytes: 1_000, types: ['image/png', 'text/csv'] };
const type = { 'content-type': 'image/png' };

async function open(change = {}) {
  const take = vi.fn(async (_: UploadedFile) => ({}));
  const url = await serve([operation(testRoute({ file: rule, ...change }), (_, { file }) => take(file))]);
  const send = (body: Buffer | string | undefined, headers: Record<string, string> = type) =>
    fetch(`${url}/thing`, { method: 'POST', headers, ...(body !== undefined && { body: body as string }) });
  return { url, take, send };
}

async function expectRefused(answer: Response | Promise<Response>, status: number, code: string) {
  const { status: actual, ...refused } = { status: (await answer).status, body: await (await answer).json() };
  expect([actual, refused.body]).toEqual([status, expect.objectContaining({ success: false, code })]);
}

test.each([
  ['plain', (body: Buffer) => body, {}],
  ['packed', (body: Buffer) => gzipSync(body), { 'content-encoding': 'gzip' }],
])('a file of the largest size, %s, reaches the handler byte for byte', async (_, encode, headers) => {
  const { send, take } = await open();
  const bytes = Buffer.from(Array.from({ length: 1_000 }, (_, index) => index % 256));
  expect((await send(encode(bytes), { ...headers, 'content-type': 'Text/CSV; charset=utf-8' })).status).toBe(200);
  expect(take.mock.calls).toEqual([[{ bytes, type: 'text/csv' }]]);
});

describe('413', () => {
  test('for one byte more, announced or not, packed or not', async () => {
    const { send, take } = await open();
    const tooLarge = Buffer.alloc(1_001, 'x');
    await expectRefused(send(tooLarge), 413, 'payload_too_large');
    await expectRefused(send(gzipSync(tooLarge), { ...type, 'content-encoding': 'gzip' }), 413, 'payload_too_large');
    const bomb = gzipSync(Buffer.alloc(100_000));
    expect(bomb.length).toBeLessThan(1_000);
    await expectRefused(send(bomb, { ...type, 'content-encoding': 'gzip' }), 413, 'payload_too_large');
    expect(take).not.toHaveBeenCalled();
  });

  test('for a size that is announced, before anything of it is sent', async () => {
    const { url } = await open();
    const sending = request(`${url}/thing`, { method: 'POST', headers: { ...type, 'content-length': '1001' } });
    sending.flushHeaders();
    expect(await answerOf(sending)).toMatchObject({ status: 413, body: { code: 'payload_too_large' } });
    sending.destroy();
  });

  test('while the body is still coming, without waiting for its end', async () => {
    const { url } = await open();
    const sending = request(`${url}/thing`, { method: 'POST', headers: type });
    sending.write(Buffer.alloc(600));
    sending.write(Buffer.alloc(600));
    expect(await answerOf(sending)).toMatchObject({ status: 413, body: { code: 'payload_too_large' } });
    sending.destroy();
  });
});

test('400 for an empty file and for one that is not packed as it says', async () => {
  const { send, take } = await open();
  const gzip = { ...type, 'content-encoding': 'gzip' };
  await expectRefused(send(''), 400, 'invalid_request');
  await expectRefused(send(undefined), 400, 'invalid_request');
  await expectRefused(send(gzipSync(''), gzip), 400, 'invalid_request');
  await expectRefused(send('no gzip', gzip), 400, 'invalid_request');
  expect(take).not.toHaveBeenCalled();
});

test.each(['image/gif', 'application/json', 'image/png2', 'image/*', ''])('415 for type "%s"', async (other) => {
  const { send } = await open();
  await expectRefused(send(Buffer.from('x'), { 'content-type': other }), 415, 'unsupported_media_type');
});

test('415 for an unknown encoding', async () => {
  const { send } = await open();
  await expectRefused(send('x', { ...type, 'content-encoding': 'br' }), 415, 'unsupported_encoding');
});

test('401 before the body is read', async () => {
  const { url } = await open({ access: 'any' });
  const sending = request(`${url}/thing`, { method: 'POST', headers: { ...type, 'content-length': '900' } });
  sending.write('x');
  expect(await answerOf(sending)).toMatchObject({ status: 401, body: { code: 'unauthorized' } });
  sending.destroy();
});

describe('503 with Retry-After, before the body is read, while there is no room', () => {
  const closers = new CloseStack();
  afterEach(() => closers.close());

  /** Uploads with room for 1,500 bytes, of which one of 900 has begun. */
  async function openFull() {
    const uploads = createUploads(1_500);
    const use = vi.fn(async ({ bytes }: UploadedFile) => bytes.length);
    const begun = vi.fn();
    const app = express()
      .post('/', async (asked, response) => {
        const taken = uploads.take(asked, rule, use);
        begun();
        response.json(await taken);
      })
      .use(errorMapper(silent));
    const server = closers.add(createPublicServer(app, String), (one) => closeServer(one, 0));
    const url = `http://127.0.0.1:${await listen(server, 0, '127.0.0.1')}`;
    const announce = (bytes: number) =>
      request(url, { method: 'POST', headers: { ...type, 'content-length': String(bytes) } }).on('error', () => {});
    const first = announce(900);
    first.write('x');
    await vi.waitFor(() => expect(begun).toHaveBeenCalled());

    async function expectFull() {
      const next = announce(1_000);
      next.flushHeaders();
      const { status, body, headers } = await answerOf(next);
      next.destroy();
      expect([status, body, headers['retry-after']]).toEqual([
        503,
        expect.objectContaining({ code: 'try_again' }),
        '1',
      ]);
    }
    async function expectRoom() {
      const next = announce(1_000);
      next.end(Buffer.alloc(1_000));
      expect(await answerOf(next)).toMatchObject({ status: 200, body: 1_000 });
    }
    return { first, use, expectFull, expectRoom };
  }

  test('until the one that is read has come', async () => {
    const { first, expectFull, expectRoom } = await openFull();
    await expectFull();
    first.end(Buffer.alloc(899));
    expect(await answerOf(first)).toMatchObject({ status: 200, body: 900 });
    await expectRoom();
  });

  test('until the client that sends it has gone', async () => {
    const { first, expectFull, expectRoom } = await openFull();
    await expectFull();
    first.destroy();
    await vi.waitFor(expectRoom);
  });

  test('until its handler is done', async () => {
    const { first, use, expectFull, expectRoom } = await openFull();
    const done = Promise.withResolvers<number>();
    use.mockImplementationOnce(() => done.promise);
    first.end(Buffer.alloc(899));
    await vi.waitFor(() => expect(use).toHaveBeenCalled());
    await expectFull();
    done.resolve(7);
    expect(await answerOf(first)).toMatchObject({ status: 200, body: 7 });
    await expectRoom();
  });
});

async function answerOf(sent: ClientRequest) {
  const [answer] = (await once(sent, 'response')) as [IncomingMessage];
  return { status: answer.statusCode, body: await json(answer), headers: answer.headers };
}
