import { createHmac, createPublicKey, generateKeyPairSync, type JsonWebKey, type KeyObject } from 'node:crypto';
import jwt from 'jsonwebtoken';
import { afterAll, beforeAll, describe, expect, test, vi } from 'vitest';
import { decrypt } from '../src/keys/key-cipher.ts';
import { failure, openAuth, SECRET, type TestAuth } from './helpers.ts';

let auth: TestAuth;
let token: string;
let claims: jwt.JwtPayload;
let keyId: string;
let privateKey: Buffer;
let publicKey: KeyObject;

beforeAll(async () => {
  auth = await openAuth();
  const { email } = await auth.person('teacher');
  token = await auth.logIn(email);
  claims = jwt.decode(token) as jwt.JwtPayload;
  const key = await auth.collection('signingKeys').findOne({ active: true });
  keyId = key?._id ?? '';
  publicKey = createPublicKey({ key: key?.publicKey as JsonWebKey, format: 'jwk' });
  privateKey = decrypt(
    { secret: SECRET, purpose: 'signing keys', label: keyId },
    key?.privateKey as Parameters<typeof decrypt>[1],
  );
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
function signed(change: object, header: object = {}, algorithm: jwt.Algorithm = 'RS256'): string {
  const payload = JSON.parse(JSON.stringify({ ...claims, ...change }));
  const key = { key: privateKey, format: 'der', type: 'pkcs8' } as unknown as string;
  return jwt.sign(payload, key, { algorithm, header: { alg: algorithm, typ: 'at+jwt', kid: keyId, ...header } });
}

const encode = (value: unknown) => Buffer.from(JSON.stringify(value)).toString('base64url');
const headed = (change: object) => encode({ alg: 'RS256', typ: 'at+jwt', kid: keyId, ...change });
const part = (at: number) => token.split('.')[at] ?? '';
const seconds = (fromNow: number) => Math.floor(Date.now() / 1000) + fromNow;

/** A token without a good signature: with that of a good token, with none, or with another text. */
const unsigned = (header: object, signature = part(2), content: object = claims) =>
  `${headed(header)}.${encode(content)}.${signature}`;

function hmac(bits: number, secret: (key: KeyObject) => string | Buffer): string {
  const content = `${headed({ alg: `HS${bits}` })}.${encode(claims)}`;
  return `${content}.${createHmac(`sha${bits}`, secret(publicKey)).update(content).digest('base64url')}`;
}

const pem = (key: KeyObject) => key.export({ type: 'spki', format: 'pem' });
const der = (key: KeyObject) => key.export({ type: 'spki', format: 'der' });
const foreign = generateKeyPairSync('rsa', { modulusLength: 2048 });
const curve = generateKeyPairSync('ec', { namedCurve: 'P-256' });

function signedBy(key: KeyObject, algorithm: jwt.Algorithm, header: object = {}): string {
  return jwt.sign(claims, key, { algorithm, header: { alg: algorithm, typ: 'at+jwt', kid: keyId, ...header } });
}

/** Everything that must not let anybody in, made when it is needed. */
const corpus: [string, () => string | Promise<string>][] = [
  ['another issuer', () => signed({ iss: 'elsewhere' })],
  ['no issuer', () => signed({ iss: undefined })],
  ['another audience', () => signed({ aud: 'elsewhere' })],
  ['an empty list of audiences', () => signed({ aud: [] })],
  ['no audience', () => signed({ aud: undefined })],
  ['expired', () => signed({ exp: seconds(-10) })],
  ['expired in the year 1970', () => signed({ exp: 0 })],
  ['an expiry that is a text', () => unsigned({}, part(2), { ...claims, exp: 'never' })],
  ['not yet valid', () => signed({ nbf: seconds(600) })],
  ['typ JWT', () => signed({}, { typ: 'JWT' })],
  ['no typ', () => signed({}, { typ: undefined })],
  ['typ in upper case', () => signed({}, { typ: 'AT+JWT' })],
  ['an unknown kid', () => signed({}, { kid: 'unknown' })],
  ['no kid', () => signed({}, { kid: undefined })],
  ['a kid that is a path', () => signed({}, { kid: '../../dev/null' })],
  ['a kid that is an object', () => unsigned({ kid: { $ne: '' } })],
  ['a kid of the prototype', () => signed({}, { kid: '__proto__' })],
  ['no session', () => signed({ sid: undefined })],
  ['a session that is an operator', () => signed({ sid: { $ne: '' } })],
  ['no expiry', () => signed({ exp: undefined })],
  ['an unknown role', () => signed({ role: 'root' })],
  ['an impossible user', () => signed({ userId: { $ne: '' } })],
  ['alg none without a signature', () => unsigned({ alg: 'none' }, '')],
  ['alg none with one', () => unsigned({ alg: 'none' })],
  ['alg None', () => unsigned({ alg: 'None' }, '')],
  ['alg NONE', () => unsigned({ alg: 'NONE' }, '')],
  ['alg nOnE', () => unsigned({ alg: 'nOnE' }, '')],
  ['an empty alg', () => unsigned({ alg: '' }, '')],
  ['no alg', () => unsigned({ alg: undefined }, '')],
  ['HS256 by the public key as PEM', () => hmac(256, pem)],
  ['HS384 by the public key as PEM', () => hmac(384, pem)],
  ['HS512 by the public key as PEM', () => hmac(512, pem)],
  ['HS256 by the public key as DER', () => hmac(256, der)],
  ['HS512 by the public key as DER', () => hmac(512, der)],
  ['HS256 by the public key as JWK', () => hmac(256, (key) => JSON.stringify(key.export({ format: 'jwk' })))],
  ['HS256 by nothing', () => hmac(256, () => '')],
  ['RS384 by the right key', () => signed({}, {}, 'RS384')],
  ['RS512 by the right key', () => signed({}, {}, 'RS512')],
  ['PS256 by the right key', () => signed({}, {}, 'PS256')],
  ['ES256: another kind of key', () => signedBy(curve.privateKey, 'ES256')],
  ['another RSA key under our kid', () => signedBy(foreign.privateKey, 'RS256')],
  [
    'its key in the header',
    () => signedBy(foreign.privateKey, 'RS256', { jwk: foreign.publicKey.export({ format: 'jwk' }) }),
  ],
  ['its key at an address (jku)', () => signedBy(foreign.privateKey, 'RS256', { jku: 'http://127.0.0.1:1/jwks.json' })],
  ['its key at an address (x5u)', () => signedBy(foreign.privateKey, 'RS256', { x5u: 'http://127.0.0.1:1/' })],
  ['a critical extension that nobody knows', () => signed({}, { crit: ['rollcall'], rollcall: true })],
  ['empty', () => ''],
  ['one dot', () => '.'],
  ['two dots', () => '..'],
  ['three dots', () => '...'],
  ['the word alone', () => 'Bearer'],
  ['null', () => 'null'],
  ['cut', () => token.slice(0, -5)],
  ['without a signature', () => `${part(0)}.${part(1)}`],
  ['with other claims', () => `${part(0)}.${encode({ ...claims, role: 'admin' })}.${part(2)}`],
  ['with a fourth part', () => `${token}.${part(2)}`],
  ['another scheme', () => `Basic ${token}`],
  ['the word twice', () => `Bearer Bearer ${token}`],
  ['two of them', () => `Bearer ${token}, Bearer ${token}`],
  ['claims of 8,000 characters', () => `${part(0)}.${'x'.repeat(8_000)}.${part(2)}`],
  ['a header that is no base64', () => `!!!.${part(1)}.${part(2)}`],
  ['a header that is no JSON', () => `bm90IGpzb24.${part(1)}.${part(2)}`],
  ['a header that is a list', () => `${encode([])}.${part(1)}.${part(2)}`],
  ['claims that are null', () => `${part(0)}.${encode(null)}.${part(2)}`],
  ['a refresh token', async () => (await logInWhole()).refreshToken],
  ['a token of a known device', async () => (await logInWhole()).deviceToken],
  ['logged out', loggedOut],
];

async function logInWhole() {
  const { email, password } = await auth.person();
  const { body } = await auth.call('POST /api/v1/auth/login', { body: { email, password } });
  return body.data as { accessToken: string; refreshToken: string; deviceToken: string };
}

async function loggedOut() {
  const { accessToken } = await logInWhole();
  await auth.call('POST /api/v1/auth/logout', { token: accessToken });
  return accessToken;
}

describe(`401 for each of ${corpus.length} broken and forged tokens:`, () => {
  test('the control: signed with the true key and not changed (200)', async () => {
    expect((await auth.call('GET /me', { token: signed({}) })).status).toBe(200);
  });

  test.each(corpus)('%s', async (_, make) => expectRefused(await make()));
});

test('401 for two Authorization headers, whichever is the good one', async () => {
  for (const lines of [
    [token, 'Bearer x'],
    ['Bearer x', token],
  ]) {
    const answer = await auth.raw(
      `GET /me HTTP/1.1\r\nHost: x\r\n${lines.map((line) => `Authorization: ${line}\r\n`).join('')}\r\n`,
    );
    expect(answer).toMatch(/^HTTP\/1\.1 401 /);
  }
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
