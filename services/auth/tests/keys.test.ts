import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { text } from 'node:stream/consumers';
import { fileURLToPath } from 'node:url';
import { rpcs } from '@rollcall/contracts';
import { request, systemTrace } from '@rollcall/service-kit';
import { connectTestBus } from '@rollcall/service-kit/testing';
import jwt from 'jsonwebtoken';
import { afterAll, beforeAll, describe, expect, test, vi } from 'vitest';
import { createAdmin } from '../src/commands/create-admin.ts';
import { authEnv, openAuth, PASSWORD, type TestAuth } from './helpers.ts';

const DAY_MS = 86_400_000;

let auth: TestAuth;
beforeAll(async () => {
  auth = await openAuth();
});
afterAll(() => auth.close());

const main = fileURLToPath(new URL('../src/main.ts', import.meta.url));

/** Runs a command of the service as an operator does. */
async function command(args: string[], input = '') {
  const child = spawn(process.execPath, [main, ...args], { env: { PATH: process.env.PATH, ...authEnv(auth.infra) } });
  child.stdin.end(input);
  const [output, problems, [code]] = await Promise.all([text(child.stdout), text(child.stderr), once(child, 'exit')]);
  return { output, problems, code };
}

const kidOf = (token: string) => jwt.decode(token, { complete: true })?.header.kid;
const published = async (process = 0): Promise<string[]> =>
  (await auth.call('GET /.well-known/jwks.json', { process })).body.keys.map(({ kid }: { kid: string }) => kid);
const statusOf = async (token: string, process = 0) => (await auth.call('GET /me', { token, process })).status;

/** A log-in in a process that signs with another key than `former` by now. */
async function tokenAfter(former: string | undefined, email: string, process = 0): Promise<string> {
  return vi.waitFor(
    async () => {
      const { body } = await auth.call('POST /login', { body: { email, password: PASSWORD }, process });
      expect(kidOf(body.token)).not.toBe(former);
      return body.token;
    },
    { timeout: 5_000 },
  );
}

describe('keys:rotate', () => {
  test('signs with a new key in every process; tokens of the former one stay good, also for who starts later', async () => {
    const { email } = await auth.person();
    const before = await auth.logIn(email);
    const { code, output } = await command(['keys:rotate']);
    expect([code, output]).toEqual([0, expect.stringMatching(/signed with a new key, [\w-]{43}\./)]);
    for (const process of [0, 1]) {
      const after = await tokenAfter(kidOf(before), email, process);
      for (const other of [0, 1]) {
        expect([await statusOf(before, other), await statusOf(after, other)]).toEqual([200, 200]);
      }
    }
    const later = await auth.startService();
    expect(await statusOf(before, later)).toBe(200);
    expect(await published()).toHaveLength(2);
  });

  test('--revoke ends the tokens of former keys at once, in every process; a refresh token brings a new one', async () => {
    const { email } = await auth.person();
    const { body } = await auth.call('POST /api/v1/auth/login', { body: { email, password: PASSWORD } });
    const { accessToken: before, refreshToken } = body.data;
    expect(await Promise.all([statusOf(before, 0), statusOf(before, 1)])).toEqual([200, 200]);
    const { code, output } = await command(['keys:rotate', '--revoke']);
    expect([code, output]).toEqual([0, expect.stringMatching(/revoked: their tokens have ended/)]);
    await vi.waitFor(async () => expect([await statusOf(before, 0), await statusOf(before, 1)]).toEqual([401, 401]), {
      timeout: 5_000,
    });
    await tokenAfter(kidOf(before), email);
    const refreshed = await auth.call('POST /api/v1/auth/refresh', { body: { refreshToken } });
    expect(await statusOf(refreshed.body.data.accessToken, 1)).toBe(200);
    expect(await published()).toHaveLength(1);
  });

  test('two at once leave one active key', async () => {
    const both = await Promise.all([command(['keys:rotate']), command(['keys:rotate'])]);
    expect(both.some(({ code }) => code === 0)).toBe(true);
    expect(await auth.collection('signingKeys').countDocuments({ active: true })).toBe(1);
  });
});

test('a key is renewed by itself when it is a month old, and unpublished when its last token is over', async () => {
  const { email } = await auth.person();
  const before = await auth.logIn(email);
  const former = kidOf(before);
  const created = new Date(Date.now() - 31 * DAY_MS);
  await auth.collection('signingKeys').updateOne({ _id: String(former) }, { $set: { createdAt: created } });
  const renewing = await auth.startService({ KEY_UPKEEP_SECONDS: '1' });
  await tokenAfter(former, email, renewing);
  expect(await published()).toContain(former);
  const retired = await auth.collection('signingKeys').findOne({ _id: String(former) });
  expect(Number(retired?.removeAt)).toBeGreaterThan(Date.now() + DAY_MS);
  auth.clock.advance(DAY_MS + 3_600_000);
  expect(await published()).not.toContain(former);
  expect((await published()).length).toBeGreaterThan(0);
  auth.clock.advance(-DAY_MS - 3_600_000);
});

test('requests over NATS answer the same keys', async () => {
  const bus = await connectTestBus(auth.infra.nats.url);
  const { keys } = await request(bus, rpcs.auth.jwks, {}, systemTrace('test'));
  expect(keys.map(({ kid }) => kid)).toEqual(await published());
  await bus.close();
});

describe('admin:create', () => {
  test('prints a link that sets the password', async () => {
    const { code, output } = await command(['admin:create', '--email', 'Root@example.org', '--name', 'Ruth']);
    const [, token = ''] = /http:\/\/localhost:3000\/app\/set-password#(\S+)/.exec(output) ?? [];
    expect([code, output]).toEqual([0, expect.stringContaining('Root@example.org is an administrator now.')]);
    await auth.call('POST /api/v1/auth/reset-password', { body: { token, password: PASSWORD } });
    const me = await auth.call('GET /me', { token: await auth.logIn('root@example.org') });
    expect(me.body.data).toMatchObject({ name: 'Ruth', role: 'admin' });
  });

  test('takes the password from standard input', async () => {
    const { code } = await command(['admin:create', '--email', 'in@example.org', '--password-stdin'], `${PASSWORD}\n`);
    expect(code).toBe(0);
    expect((await auth.call('GET /me', { token: await auth.logIn('in@example.org') })).body.data.role).toBe('admin');
  });

  test('fails with words and without a trace for an address that is taken', async () => {
    const { code, problems } = await command(['admin:create', '--email', 'IN@example.org']);
    expect([code, problems]).toEqual([1, 'admin:create: Email already exists\n']);
  });

  test.each([
    ['no address', [], '--email'],
    ['what is no address', ['--email', 'root'], '--email'],
    ['an unknown option', ['--mail', 'root@example.org'], "Unknown option '--mail'"],
  ])('refuses %s before it connects to anything', async (_, args, words) => {
    await expect(createAdmin(args)).rejects.toThrow(words);
  });
});
