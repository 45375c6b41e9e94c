import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { controls, rpcs } from '@rollcall/contracts';
import { type Infra, startInfra } from '@rollcall/dev-infra';
import { afterAll, afterEach, beforeAll, expect, test, vi } from 'vitest';
import { createIdSource, systemClock } from '../src/clock.ts';
import { CloseStack } from '../src/close-stack.ts';
import { Health } from '../src/health.ts';
import type { Logger } from '../src/log.ts';
import { type BusOptions, connectBus } from '../src/nats/bus.ts';
import { onControl, tellAll } from '../src/nats/control.ts';
import { answer, request, serveRpc } from '../src/nats/rpc.ts';
import { systemTrace } from '../src/trace.ts';

const { isSessionActive, usersById } = rpcs.auth;
const trace = systemTrace('test');
const closers = new CloseStack();
let folder: string;
let infra: Infra;

/** auth answers one request and tells nothing; class asks that request alone, and hears no control. */
const configWith = (password: string) => `
  authorization: { users: [
    { user: auth, password: "${password}", permissions: {
      publish: { allow: ["_INBOX.class.>"] }, subscribe: { allow: ["_INBOX.auth.>", "rpc.auth.>"] } } }
    { user: class, password: "${password}", permissions: {
      publish: { allow: ["${isSessionActive.subject}"] }, subscribe: { allow: ["_INBOX.class.>"] } } }
  ] }`;

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'rollcall-nats-users-'));
  infra = await startInfra({
    provider: 'local',
    servers: ['nats'],
    dataFolder: folder,
    natsConfig: configWith('right'),
  });
});
afterEach(() => closers.close());
afterAll(async () => {
  await infra?.stop();
  await rm(folder, { recursive: true });
});

/** A process of a service, its health, and the errors that it has logged. */
async function open(service: string, options: Partial<BusOptions> = {}) {
  const health = new Health();
  const errors: unknown[] = [];
  const log = { error: (fields: unknown) => errors.push(fields), warn() {}, debug() {} } as unknown as Logger;
  const more = { url: infra.nats.url, password: 'right', clock: systemClock, ids: createIdSource(systemClock) };
  const bus = await connectBus({ ...more, service, health, log, ...options });
  closers.add(bus, (one) => one.close());
  return { bus, errors, nats: () => health.report().dependencies.nats };
}

test('the user is the service, its password gets in, and answers find the inbox that is its own', async () => {
  const [auth, asker] = [await open('auth'), await open('class')];
  serveRpc(auth.bus, undefined, [answer(isSessionActive, async () => ({ active: true }))]);
  await auth.bus.connection.flush();
  expect(await request(asker.bus, isSessionActive, { sessionId: 's' }, trace)).toEqual({ active: true });
  expect([auth.errors, asker.errors]).toEqual([[], []]);
});

test('another user may be named', async () => {
  const { bus } = await open('auth', { user: 'class' });
  await expect(request(bus, usersById, { ids: [] }, trace)).rejects.toMatchObject({ code: 'try_again' });
});

test.each([
  ['a wrong password', 'wrong', 'NATS refuses the user "class": check NATS_USER and NATS_PASSWORD'],
  ['no password', undefined, 'NATS wants a user and a password: set NATS_USER and NATS_PASSWORD'],
])('%s: refused at once, with what to check', async (_, password, words) => {
  await expect(open('class', { password })).rejects.toThrow(words);
});

test('a refused request is try_again long before its deadline, and the refusal is logged', async () => {
  const { bus, errors } = await open('class');
  const patient = { ...usersById, timeoutMs: 60_000 };
  await expect(request(bus, patient, { ids: [] }, trace)).rejects.toMatchObject({ code: 'try_again' });
  const refused = { operation: 'publish', subject: usersById.subject };
  await vi.waitFor(() => expect(errors).toContainEqual({ refused: expect.objectContaining(refused) }));
});

test('refused control: telling returns, and the refusal is logged', async () => {
  const { bus, errors, nats } = await open('class');
  await tellAll(bus, 'keysRotated', {}, trace);
  const refused = { operation: 'publish', subject: controls.keysRotated.subject };
  await vi.waitFor(() => expect(errors).toEqual([{ refused: expect.objectContaining(refused) }]));
  expect(nats()).toBe('up');
});

test('a process that may not hear what it should is degraded, and the refusal is logged', async () => {
  const { bus, errors, nats } = await open('class');
  onControl(bus, 'keysRotated', () => {});
  await vi.waitFor(() => expect(nats()).toBe('down'));
  const refused = { operation: 'subscription', subject: controls.keysRotated.subject };
  expect(errors).toContainEqual({ refused: expect.objectContaining(refused) });
  expect(bus.isUp()).toBe(true);
});

test('a password that is wrong for a while: down, logged, and up again when it is right', async () => {
  const { errors, nats } = await open('class');
  await reloadWith('changed');
  await vi.waitFor(() => expect(errors).toContainEqual({ refused: 'AUTHORIZATION_VIOLATION' }), { timeout: 5_000 });
  // More than once in a row, which ends a connection unless it is told to go on.
  await vi.waitFor(() => expect(errors.length).toBeGreaterThan(3), { timeout: 10_000 });
  expect(nats()).toBe('down');
  await reloadWith('right');
  await vi.waitFor(() => expect(nats()).toBe('up'), { timeout: 10_000 });
});

async function reloadWith(password: string) {
  await writeFile(join(folder, 'nats.conf'), configWith(password));
  process.kill(infra.nats.processId ?? 0, 'SIGHUP');
}
