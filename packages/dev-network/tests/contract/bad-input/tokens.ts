import { createPublicKey, type JsonWebKey } from 'node:crypto';
import { expect } from 'vitest';
import { call, type Origin } from '../helpers/http.ts';
import { logInForMinutes, logOut, type Person } from '../helpers/people.ts';
import { claimsOf, encodePart, forge, headerOf } from '../helpers/tokens.ts';

/** Values of Authorization that must not let anybody in, made from a good token of `person`, which stays good. */
export async function badTokens(rollcall: Origin, person: Person): Promise<Record<string, string | undefined>> {
  const { token } = person;
  const [header, claims] = [headerOf(token), claimsOf(token)];
  const [first, second, third] = token.split('.') as [string, string, string];
  const [key] = ((await call(rollcall, 'GET /.well-known/jwks.json')).body as { keys: JsonWebKey[] }).keys;
  const publicKey = createPublicKey({ key: key as JsonWebKey, format: 'jwk' });
  const pem = publicKey.export({ type: 'spki', format: 'pem' }) as string;
  const loggedOut = await logInForMinutes(rollcall, person);
  await logOut(rollcall, loggedOut);
  return {
    none: undefined,
    empty: '',
    'the word alone': 'Bearer',
    garbage: 'Bearer nonsense',
    dots: 'Bearer ..',
    'other script': 'Bearer %D0%AF',
    'other scheme': `Basic ${btoa('a:b')}`,
    cut: `Bearer ${token.slice(0, -1)}`,
    'no signature': `Bearer ${first}.${second}.`,
    'header alone': `Bearer ${first}`,
    'header that is no JSON': `Bearer bm90IGpzb24.${second}.${third}`,
    'claims that are no JSON': `Bearer ${first}.bm90IGpzb24.${third}`,
    'other claims': `Bearer ${first}.${encodePart({ ...claims, role: 'admin' })}.${third}`,
    'alg none': `Bearer ${forge({ ...header, alg: 'none' }, claims)}`,
    'alg None': `Bearer ${forge({ ...header, alg: 'None' }, claims)}`,
    'alg nOnE, signed': `Bearer ${forge({ ...header, alg: 'nOnE' }, claims, 'x')}`,
    'HS256 with the public key': `Bearer ${forge({ ...header, alg: 'HS256' }, claims, pem)}`,
    'HS256 with the public key, trimmed': `Bearer ${forge({ ...header, alg: 'HS256' }, claims, pem.trim())}`,
    'HS256 with the key as JSON': `Bearer ${forge({ ...header, alg: 'HS256' }, claims, JSON.stringify(key))}`,
    'HS256 with nothing': `Bearer ${forge({ ...header, alg: 'HS256' }, claims, '')}`,
    'kid is a path': `Bearer ${forge({ ...header, alg: 'HS256', kid: '../../../../dev/null' }, claims, '')}`,
    'kid is an operator': `Bearer ${forge({ ...header, kid: { $ne: '' } }, claims, 'x')}`,
    'kid is __proto__': `Bearer ${forge({ ...header, kid: '__proto__' }, claims, 'x')}`,
    'jku elsewhere': `Bearer ${forge({ ...header, kid: 'x', jku: 'http://127.0.0.1:1/keys' }, claims, 'x')}`,
    'a key in the header': `Bearer ${forge({ ...header, jwk: key }, claims, 'x')}`,
    '10,000 characters': `Bearer ${'a'.repeat(10_000)}`,
    'two at once': `Bearer ${token}, Bearer ${token}`,
    'a good one after a bad one': `Bearer nonsense, Bearer ${token}`,
    'logged out': `Bearer ${loggedOut}`,
    expired: `Bearer ${await expired(rollcall, person)}`,
  };
}

async function expired(rollcall: Origin, person: Person): Promise<string> {
  const token = await logInForMinutes(rollcall, person);
  const status = async () => (await call(rollcall, 'GET /me', { token })).status;
  await expect.poll(status, { timeout: 5_000, interval: 100 }).toBe(401);
  return token;
}
