import { createHmac, createPublicKey, generateKeyPairSync, type JsonWebKey } from 'node:crypto';
import jwt from 'jsonwebtoken';
import { afterAll, beforeAll, describe, expect, test, vi } from 'vitest';
import { decrypt } from '../src/keys/key-cipher.ts';
import { failure, openAuth, SECRET, type TestAuth } from './helpers.ts';

let auth: TestAuth;
let token: string;
let claims: jwt.JwtPayload;
let keyId: string;
let privateKey: Buffer;

beforeAll(async () => {
  auth = await openAuth();
  const { email } = await auth.person('teacher');
  token = await auth.logIn(email);
  claims = jwt.decode(token) as jwt.JwtPayload;
  const key = await auth.collection('signingKeys').findOne({ active: true });
  keyId = key?._id ?? '';
  privateKey = decrypt(SECRET, keyId, key?.privateKey as Parameters<typeof decrypt>[2]);
});
afterAll(() => auth.close());

const unauthorized = failure('unauthorized', 'Unauthorized, token missing or invalid');

async function expectRefused(authorization: string) {
  const answer = await auth.call('GET /me', { token: authorization });
  expect([answer.status, answer.body]).toEqual([401, unauthorized]);
}

test('200 with and without the word Bearer, in any case', async () => {
  for (const prefix of ['', 'Bearer ', 'bearer ', 'BEARER  ']) {
    expect((await auth.call('GET /me', { token: `${prefix}${token}` })).status).toBe(200);
  }
});

/** A token signed with the true key. */
function signed(change: object, header: object = {}): string {
  const payload = JSON.parse(JSON.stringify({ ...claims, ...change }));
  return jwt.sign(payload, { key: privateKey, format: 'der', type: 'pkcs8' } as unknown as string, {
    algorithm: 'RS256',
    header: { alg: 'RS256', typ: 'at+jwt', kid: keyId, ...header },
  });
}

describe('401 for what is signed with the true key, but', () => {
  test('the control: nothing is changed (200)', async () => {
    expect((await auth.call('GET /me', { token: signed({}) })).status).toBe(200);
  });

  const longAgo = Math.floor(Date.now() / 1000) - 10;
  test.each<[string, object, object]>([
    ['another issuer', { iss: 'elsewhere' }, {}],
    ['another audience', { aud: 'elsewhere' }, {}],
    ['an audience beside ours is missing', { aud: [] }, {}],
    ['expired', { exp: longAgo }, {}],
    ['not yet valid', { nbf: Math.floor(Date.now() / 1000) + 600 }, {}],
    ['typ JWT', {}, { typ: 'JWT' }],
    ['no typ', {}, { typ: undefined }],
    ['an unknown kid', {}, { kid: 'unknown' }],
    ['a kid that is a path', {}, { kid: '../../dev/null' }],
    ['a kid that is an object', {}, { kid: { $ne: '' } }],
    ['no session', { sid: undefined }, {}],
    ['no expiry', { exp: undefined }, {}],
    ['an unknown role', { role: 'root' }, {}],
    ['an impossible user', { userId: { $ne: '' } }, {}],
  ])('%s', async (_, change, header) => {
    await expectRefused(signed(change, header));
  });
});

describe('401 for forged tokens:', () => {
  const encode = (value: object) => Buffer.from(JSON.stringify(value)).toString('base64url');
  const header = (change: object) => encode({ alg: 'RS256', typ: 'at+jwt', kid: keyId, ...change });

  test.each(['none', 'None', 'NONE', 'nOnE', ''])('alg "%s" with and without signature', async (alg) => {
    const body = `${header({ alg })}.${encode(claims)}`;
    await expectRefused(`${body}.`);
    await expectRefused(`${body}.${token.split('.')[2]}`);
  });

  test('HS256, HS384 and HS512 signed with the public key as secret', async () => {
    const { body } = await auth.call('GET /.well-known/jwks.json');
    const publicKey = createPublicKey({ key: body.keys[0] as JsonWebKey, format: 'jwk' });
    const secrets = [
      publicKey.export({ type: 'spki', format: 'pem' }),
      publicKey.export({ type: 'spki', format: 'der' }),
      JSON.stringify(body.keys[0]),
    ];
    for (const bits of [256, 384, 512]) {
      for (const secret of secrets) {
        const content = `${header({ alg: `HS${bits}` })}.${encode(claims)}`;
        const mac = createHmac(`sha${bits}`, secret).update(content).digest('base64url');
        await expectRefused(`${content}.${mac}`);
      }
    }
  });

  test('another key under our kid, also with the key in jwk, jku or x5u', async () => {
    const { privateKey: foreign, publicKey } = generateKeyPairSync('rsa', { modulusLength: 2048 });
    const jwk = publicKey.export({ format: 'jwk' });
    for (const more of [{}, { jwk }, { jku: 'http://127.0.0.1:1/jwks.json' }, { x5u: 'http://127.0.0.1:1/' }]) {
      const header = { alg: 'RS256', typ: 'at+jwt', kid: keyId, ...more } as jwt.JwtHeader;
      await expectRefused(jwt.sign(claims, foreign, { algorithm: 'RS256', header }));
    }
  });

  test('the right key with another algorithm', async () => {
    for (const algorithm of ['RS384', 'RS512', 'PS256'] as const) {
      const header = { alg: algorithm, typ: 'at+jwt', kid: keyId };
      const key = { key: privateKey, format: 'der', type: 'pkcs8' } as unknown as string;
      await expectRefused(jwt.sign(claims, key, { algorithm, header }));
    }
  });

  test('cut, changed, two dots, empty, too long, no JSON', async () => {
    const [head, payload, signature] = token.split('.');
    const admin = encode({ ...claims, role: 'admin' });
    for (const text of [
      '',
      '.',
      '..',
      '...',
      'Bearer',
      'null',
      token.slice(0, -5),
      `${head}.${payload}`,
      `${head}.${admin}.${signature}`,
      `${token}.${signature}`,
      `Basic ${token}`,
      `Bearer Bearer ${token}`,
      `${head}.${'x'.repeat(8_000)}.${signature}`,
      `!!!.${payload}.${signature}`,
    ]) {
      await expectRefused(text);
    }
  });
});

describe('POST /api/v1/auth/logout', () => {
  test('200, and the token ends at once here and in the other process; other sessions stay', async () => {
    const { email } = await auth.person();
    const [mine, other] = [await auth.logIn(email), await auth.logIn(email)];
    const status = async (one: string, process: number) => (await auth.call('GET /me', { token: one, process })).status;
    expect(await Promise.all([status(mine, 0), status(mine, 1)])).toEqual([200, 200]);
    const answer = await auth.call('POST /api/v1/auth/logout', { token: `Bearer ${mine}` });
    expect([answer.status, answer.body]).toEqual([200, { success: true, data: {} }]);
    expect(await status(mine, 0)).toBe(401);
    await vi.waitFor(async () => expect(await status(mine, 1)).toBe(401), { timeout: 500, interval: 5 });
    expect(await Promise.all([status(other, 0), status(other, 1)])).toEqual([200, 200]);
    expect((await auth.call('POST /api/v1/auth/logout', { token: mine })).status).toBe(401);
  });

  test('a process that starts later knows of it', async () => {
    const { email } = await auth.person();
    const mine = await auth.logIn(email);
    await auth.call('POST /api/v1/auth/logout', { token: mine });
    const process = await auth.startService();
    expect((await auth.call('GET /me', { token: mine, process })).status).toBe(401);
  });

  test('a classic token ends in the same way', async () => {
    const { email, password } = await auth.person();
    const { body } = await auth.call('POST /login', { body: { email, password } });
    await auth.call('POST /api/v1/auth/logout', { token: body.token, process: 1 });
    expect((await auth.call('GET /me', { token: body.token, process: 1 })).status).toBe(401);
  });

  test('401 without a token, 400 for an unknown key', async () => {
    expect((await auth.call('POST /api/v1/auth/logout')).status).toBe(401);
    const { email } = await auth.person();
    const mine = await auth.logIn(email);
    expect((await auth.call('POST /api/v1/auth/logout', { token: mine, body: { all: true } })).status).toBe(400);
    expect((await auth.call('POST /api/v1/auth/logout', { token: mine, body: {} })).status).toBe(200);
  });
});
