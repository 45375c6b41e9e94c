import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { createAuthService, readConfig } from '../src/index.ts';
import { authEnv, openAuth, PASSWORD, type TestAuth } from './helpers.ts';

let auth: TestAuth;
beforeAll(async () => {
  auth = await openAuth({ processes: 0 });
});
afterAll(() => auth.close());

test('processes that start at once share one signing key and make one first admin', async () => {
  const env = {
    MONGODB_DATABASE_PREFIX: 'at-once-',
    FIRST_ADMIN_EMAIL: 'Admin@Example.org',
    FIRST_ADMIN_PASSWORD: 'admin secret',
  };
  const processes = await Promise.all([1, 2, 3, 4].map(() => auth.startService(env)));
  expect(await auth.collection('signingKeys', 'at-once-').countDocuments()).toBe(1);
  expect(await auth.collection('users', 'at-once-').countDocuments({ role: 'admin' })).toBe(1);
  for (const process of processes) {
    const body = { email: 'admin@example.org', password: 'admin secret' };
    const { token } = (await auth.call('POST /login', { body, process })).body;
    for (const other of processes) {
      expect((await auth.call('GET /me', { token, process: other })).body.data.role).toBe('admin');
    }
  }
});

test('a restart keeps the key, the tokens and the admin’s own password', async () => {
  const env = { MONGODB_DATABASE_PREFIX: 'restart-' };
  const admin = { FIRST_ADMIN_EMAIL: 'admin@example.org', FIRST_ADMIN_PASSWORD: 'first secret' };
  const first = await auth.startService({ ...env, ...admin });
  const body = { email: 'admin@example.org', password: 'first secret' };
  const { token } = (await auth.call('POST /login', { body, process: first })).body;
  const second = await auth.startService({ ...env, ...admin, FIRST_ADMIN_PASSWORD: 'second secret' });
  expect((await auth.call('GET /me', { token, process: second })).status).toBe(200);
  expect((await auth.call('POST /login', { body, process: second })).status).toBe(200);
  expect(await auth.collection('users', 'restart-').countDocuments()).toBe(1);
});

test('an address that somebody has already is left alone by the first admin', async () => {
  const env = { MONGODB_DATABASE_PREFIX: 'taken-' };
  const process = await auth.startService(env);
  const body = { name: 'Anna', email: 'anna@example.org', password: PASSWORD, role: 'student' };
  await auth.call('POST /auth/signup', { body, process });
  await auth.startService({ ...env, FIRST_ADMIN_EMAIL: 'ANNA@example.org', FIRST_ADMIN_PASSWORD: 'admin secret' });
  expect(await auth.collection('users', 'taken-').findOne({})).toMatchObject({ name: 'Anna', role: 'student' });
});

test('a start with another secret fails and says why', async () => {
  const env = { MONGODB_DATABASE_PREFIX: 'secret-' };
  await auth.startService(env);
  const config = readConfig(authEnv(auth.infra, { ...env, KEY_ENCRYPTION_SECRET: 'z'.repeat(32) }));
  const service = createAuthService(config);
  await expect(service.start()).rejects.toThrow(/can't be decrypted: KEY_ENCRYPTION_SECRET is not the one/);
  await service.close();
  expect(await auth.collection('signingKeys', 'secret-').countDocuments()).toBe(1);
});

test('the private key is not readable in the store', async () => {
  await auth.startService({ MONGODB_DATABASE_PREFIX: 'private-' });
  const key = await auth.collection('signingKeys', 'private-').findOne({});
  expect(JSON.stringify(key)).not.toMatch(/"(d|p|q|dp|dq|qi)":|PRIVATE/);
  expect(Object.keys(key?.privateKey as object).toSorted()).toEqual(['ciphertext', 'iv', 'tag']);
});

describe('the environment', () => {
  const complete = {
    NATS_URL: 'nats://a',
    MONGODB_URL: 'mongodb://a',
    REDIS_URL: 'redis://a',
    KEY_ENCRYPTION_SECRET: 's'.repeat(32),
    DEVICE_HASH_SECRET: 'd'.repeat(32),
  };

  test('has defaults for all but the servers and the secrets', () => {
    expect(readConfig(complete)).toMatchObject({
      BCRYPT_COST: 10,
      ACCESS_TOKEN_TTL: 600,
      CLASSIC_TOKEN_TTL: 86_400,
      LOG_IN_IDLE_TTL: 14 * 86_400,
      LOG_IN_MAX_TTL: 90 * 86_400,
      SIGNING_KEY_LIFETIME: 30 * 86_400,
      SIGN_UP: 'open',
      PASSWORD_MIN_LENGTH: 6,
      SIGN_INS_PER_MINUTE_PER_ADDRESS: 3_000,
      FAILED_LOG_INS_PER_ACCOUNT: 10,
      FAILED_LOG_INS_PER_ADDRESS: 3_000,
    });
  });

  test('names all problems at once', () => {
    const read = () =>
      readConfig({ ...complete, NATS_URL: '', KEY_ENCRYPTION_SECRET: 'short', ACCESS_TOKEN_TTL: '10' });
    expect(read).toThrow(/NATS_URL.*\n.*ACCESS_TOKEN_TTL.*\n.*KEY_ENCRYPTION_SECRET/);
  });

  test('refuses an admin without a password and a password without an admin', () => {
    const both = /FIRST_ADMIN_EMAIL and FIRST_ADMIN_PASSWORD: give both or none/;
    expect(() => readConfig({ ...complete, FIRST_ADMIN_EMAIL: 'a@example.org' })).toThrow(both);
    expect(() => readConfig({ ...complete, FIRST_ADMIN_PASSWORD: 'secret' })).toThrow(both);
  });
});
