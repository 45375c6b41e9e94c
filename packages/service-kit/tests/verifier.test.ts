import { generateKeyPairSync } from 'node:crypto';
import jwt from 'jsonwebtoken';
import { describe, expect, test, vi } from 'vitest';
import { AppError } from '../src/app-error.ts';
import { createVerifier } from '../src/tokens/verifier.ts';
import { stoppedClock } from './helpers.ts';

const { publicKey, privateKey } = generateKeyPairSync('rsa', { modulusLength: 2048 });
const elliptic = generateKeyPairSync('ec', { namedCurve: 'P-256' });
const userId = 'a'.repeat(24);
const unauthorized = { code: 'unauthorized' };

/** A verifier that knows one key, and how often it was asked for keys and endings. */
function setUp() {
  const clock = stoppedClock();
  const published = new Set(['known']);
  const keys = {
    has: (kid: string) => published.has(kid),
    get: vi.fn(async (kid: string) => (published.has(kid) ? publicKey : undefined)),
    refresh: vi.fn(),
    close: vi.fn(),
  };
  const hasEnded = vi.fn((_: string): boolean | Promise<boolean> => false);
  const ended = { hasEnded, add: vi.fn(), onEnd: vi.fn(), doubt: vi.fn(), ask: vi.fn(), close: vi.fn() };
  const verifier = createVerifier({ issuer: 'us', audience: 'all', clock, keys, ended });
  const nowSeconds = clock.now() / 1000;
  const claims = {
    iss: 'us',
    aud: 'all',
    sub: userId,
    userId,
    role: 'teacher',
    sid: 'session',
    institutionId: 'default',
    iat: nowSeconds,
    exp: nowSeconds + 600,
  };
  const sign = (change: object = {}, header: object = {}) =>
    jwt.sign(JSON.parse(JSON.stringify({ ...claims, ...change })), privateKey, {
      algorithm: 'RS256',
      header: { alg: 'RS256', typ: 'at+jwt', kid: 'known', ...header },
    });
  return { clock, keys, published, hasEnded, verify: verifier.verify, sign, claims, nowSeconds };
}

test('a good token names its caller', async () => {
  const { verify, sign, nowSeconds } = setUp();
  expect(await verify(sign())).toEqual({
    userId,
    role: 'teacher',
    sessionId: 'session',
    institutionId: 'default',
    expiresAtMs: (nowSeconds + 600) * 1000,
  });
});

test('a token is verified once, its ending is asked for each time', async () => {
  const { verify, sign, keys, hasEnded } = setUp();
  const token = sign();
  for (let n = 0; n < 3; n += 1) await verify(token);
  expect(keys.get).toHaveBeenCalledTimes(1);
  expect(hasEnded).toHaveBeenCalledTimes(3);
});

test('a remembered token is refused at its expiry and when its session ends', async () => {
  const { verify, sign, clock, hasEnded } = setUp();
  const [ending, expiring] = [sign({ sid: 'ending' }), sign({ sid: 'expiring' })];
  await Promise.all([verify(ending), verify(expiring)]);
  hasEnded.mockImplementation((sessionId) => sessionId === 'ending');
  await expect(verify(ending)).rejects.toMatchObject(unauthorized);
  clock.advance(599_999);
  await verify(expiring);
  clock.advance(1);
  await expect(verify(expiring)).rejects.toMatchObject(unauthorized);
});

test('a remembered token is refused from the moment its key is published no longer', async () => {
  const { verify, sign, published, keys } = setUp();
  published.add('other');
  const [revoked, other] = [sign(), sign({}, { kid: 'other' })];
  await Promise.all([verify(revoked), verify(other)]);
  published.delete('known');
  await expect(verify(revoked)).rejects.toMatchObject(unauthorized);
  keys.get.mockClear();
  await verify(other);
  expect(keys.get).not.toHaveBeenCalled();
});

test('a session whose end must be asked for: refused when it has ended, try_again when nobody knows', async () => {
  const { verify, sign, hasEnded } = setUp();
  hasEnded.mockReturnValueOnce(Promise.resolve(true));
  await expect(verify(sign())).rejects.toMatchObject(unauthorized);
  hasEnded.mockReturnValueOnce(Promise.reject(new AppError('try_again')));
  await expect(verify(sign())).rejects.toMatchObject({ code: 'try_again' });
  await verify(sign());
});

test('try_again, not unauthorized, when the keys can’t be had', async () => {
  const { verify, sign, keys } = setUp();
  keys.get.mockRejectedValueOnce(new AppError('try_again'));
  await expect(verify(sign())).rejects.toMatchObject({ code: 'try_again' });
});

describe('unauthorized for', () => {
  test.each<[string, object, object]>([
    ['another issuer', { iss: 'them' }, {}],
    ['another audience', { aud: 'others' }, {}],
    ['an expired token', { exp: 1 }, {}],
    ['a token without expiry', { exp: undefined }, {}],
    ['a token without session', { sid: undefined }, {}],
    ['an unknown role', { role: 'root' }, {}],
    ['an impossible user id', { userId: 'x' }, {}],
    ['typ JWT', {}, { typ: 'JWT' }],
    ['an unknown kid', {}, { kid: 'unknown' }],
    ['no kid', {}, { kid: undefined }],
  ])('%s', async (_, change, header) => {
    const { verify, sign } = setUp();
    await expect(verify(sign(change, header))).rejects.toMatchObject(unauthorized);
  });

  test('another algorithm, also under our kid', async () => {
    const { verify, claims } = setUp();
    const header = (alg: string) => ({ alg, typ: 'at+jwt', kid: 'known' });
    const pem = publicKey.export({ type: 'spki', format: 'pem' });
    const tokens = [
      jwt.sign(claims, '', { algorithm: 'none', header: header('none') }),
      jwt.sign(claims, Buffer.from(pem), { algorithm: 'HS256', header: header('HS256') }),
      jwt.sign(claims, privateKey, { algorithm: 'RS512', header: header('RS512') }),
      jwt.sign(claims, elliptic.privateKey, { algorithm: 'ES256', header: header('ES256') }),
    ];
    for (const token of tokens) await expect(verify(token)).rejects.toMatchObject(unauthorized);
  });

  test.each(['', '.', '..', 'a.b.c', 'e30.e30.', 'null', '{}', 'x'.repeat(5_000)])('"%s"', async (text) => {
    await expect(setUp().verify(text)).rejects.toMatchObject(unauthorized);
  });

  test('a token whose end is cut or changed, without asking for keys when it is too long', async () => {
    const { verify, sign, keys } = setUp();
    const token = sign();
    await expect(verify(token.slice(0, -2))).rejects.toMatchObject(unauthorized);
    keys.get.mockClear();
    await expect(verify(sign({ more: 'x'.repeat(5_000) }))).rejects.toMatchObject(unauthorized);
    expect(keys.get).not.toHaveBeenCalled();
  });
});
