import { readFile } from 'node:fs/promises';
import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { type Link, type LiveOptions, openLink } from '../src/live/link.ts';
import { type Transition, transitions } from '../src/live/transitions.ts';
import { RollcallError } from '../src/rollcall-error.ts';
import { FakeWorld } from './helpers/fake-world.ts';
import { jwt } from './helpers/jwt.ts';
import { SESSION, startLiveServer, tryAgain, unauthorized } from './helpers/live-server.ts';

const TIMEOUT_MS = 15_000;
const eventually = { timeout: 8_000, interval: 5 };
const refusal = new RollcallError({ code: 'refresh_token_invalid' });

let server: Awaited<ReturnType<typeof startLiveServer>>;
let world: FakeWorld;
let link: Link;
let getToken: () => Promise<string>;

beforeEach(async () => {
  server = await startLiveServer();
  world = new FakeWorld();
  getToken = async () => 'good';
});
afterEach(async () => {
  link.close();
  expect([world.timers, world.listeners]).toEqual([[], 0]);
  await server.close();
});

const rows = Object.entries(transitions).flatMap(([state, byOccurrence]) =>
  Object.entries(byOccurrence).map(([occurrence, [next, action]]: [string, Transition]) => ({
    row: `${state} ${occurrence}`,
    next,
    action,
  })),
);

const known = (row: string, count = 1) =>
  vi.waitFor(() => expect(world.traced.filter((one) => one.row === row)).toHaveLength(count), eventually);
const handshakes = (...tokens: string[]) =>
  vi.waitFor(() => expect(server.state.handshakes).toEqual(tokens), eventually);
const renewals = (...tokens: string[]) => vi.waitFor(() => expect(server.state.renewals).toEqual(tokens), eventually);

async function connect(options: Partial<LiveOptions> = {}) {
  link = await openLink(
    { origin: server.origin, getToken: () => getToken(), timeoutMs: TIMEOUT_MS, ...options },
    world,
  );
}

/** Connected with a token that is renewed after 90 s. */
async function connectForAWhile() {
  const iat = world.now() / 1_000;
  await connect({ token: jwt({ iat, exp: iat + 100 }) });
}
const untilRenewal = () => world.advance(90_000);

async function lose() {
  server.cut();
  await known('connected lost');
}

async function ask() {
  await lose();
  world.advance(1_000);
}

async function drain(reconnectAfterMs = 3_000) {
  server.io.emit('server:draining', { reconnectAfterMs });
  await known('connected draining');
}

/** Asks for something, lets it be on its way, and leaves. */
async function emptying() {
  const held = Promise.withResolvers<void>();
  server.state.beforeAnswer = () => held.promise;
  await drain();
  const joined = link.emit('session:join', { sessionId: SESSION });
  const outcome = joined.then(
    () => 'answered',
    (error) => error.code,
  );
  await vi.waitFor(() => expect(server.state.joins).toBe(1), eventually);
  world.advance(3_000);
  await known('leaving due');
  return { answer: held.resolve, outcome };
}

const never = () => new Promise<never>(() => {});

/** How each row comes about, and what is seen of it from outside. */
const scenarios: Record<string, () => Promise<unknown>> = {
  async 'asking token'() {
    await connect();
    await handshakes('good');
  },
  async 'asking failed'() {
    await connect();
    getToken = async () => Promise.reject(new Error('fetch failed'));
    await ask();
    await known('asking failed');
    expect([link.state, world.timers]).toEqual(['connecting', [2_000]]);
  },
  async 'asking denied'() {
    await connect();
    getToken = async () => Promise.reject(refusal);
    await ask();
    await known('asking denied');
    expect([link.state, world.timers]).toEqual(['refused', []]);
  },
  async 'asking close'() {
    await connect();
    const held = Promise.withResolvers<string>();
    getToken = () => held.promise;
    await ask();
    link.close();
    held.resolve('good');
    await held.promise;
    expect(link.state).toBe('closed');
    await handshakes('good');
  },
  async 'opening opened'() {
    await connect();
    expect(link.state).toBe('connected');
    expect(await link.emit('session:leave', { sessionId: SESSION })).toEqual({});
  },
  async 'opening failed'() {
    await connect();
    server.state.beforeHandshake = async () => tryAgain;
    await ask();
    await known('opening failed');
    expect([link.state, world.timers]).toEqual(['connecting', [2_000]]);
  },
  async 'opening denied'() {
    await connect();
    server.state.beforeHandshake = async () => unauthorized;
    await ask();
    await known('opening denied');
    expect([link.state, world.timers]).toEqual(['refused', []]);
  },
  async 'opening close'() {
    await connect();
    server.state.beforeHandshake = never;
    await ask();
    await handshakes('good', 'good');
    link.close();
    expect(link.state).toBe('closed');
    await vi.waitFor(() => expect(server.io.engine.clientsCount).toBe(0), eventually);
  },
  async 'connected renewed'() {
    await connect();
    link.setToken('good-2');
    await renewals('good-2');
    expect(link.state).toBe('connected');
    await handshakes('good');
  },
  async 'connected woke'() {
    await connect();
    world.wake();
    await renewals('good');
    await link.emit('session:leave', { sessionId: SESSION });
    await handshakes('good');
  },
  async 'connected draining'() {
    await connect();
    await drain(3_000);
    expect([link.state, world.timers]).toEqual(['connected', [3_000]]);
    expect(await link.emit('session:leave', { sessionId: SESSION })).toEqual({});
  },
  async 'connected doubted'() {
    await connect();
    server.state.beforeRenewal = async () => unauthorized;
    link.setToken('good-2');
    await known('connected doubted');
    expect([link.state, world.timers]).toEqual(['connecting', [1_000]]);
    world.advance(1_000);
    await handshakes('good', 'good-2');
  },
  async 'connected lost'() {
    await connect();
    world.chance = 0.3;
    await lose();
    expect([link.state, world.timers]).toEqual(['connecting', [300]]);
  },
  async 'connected denied'() {
    await connectForAWhile();
    getToken = async () => Promise.reject(refusal);
    untilRenewal();
    await known('connected denied');
    expect([link.state, world.timers]).toEqual(['refused', []]);
    await vi.waitFor(() => expect(server.io.engine.clientsCount).toBe(0), eventually);
  },
  async 'connected close'() {
    await connect();
    link.close();
    expect(link.state).toBe('closed');
    await vi.waitFor(() => expect(server.io.engine.clientsCount).toBe(0), eventually);
  },
  async 'leaving renewed'() {
    await connect();
    await drain(3_000);
    link.setToken('good-2');
    await renewals('good-2');
    expect(world.timers).toContain(3_000);
  },
  async 'leaving draining'() {
    await connect();
    await drain(3_000);
    world.advance(1_000);
    server.io.emit('server:draining', { reconnectAfterMs: 100_000 });
    await known('leaving draining');
    expect([link.state, world.timers]).toEqual(['connected', [2_000]]);
  },
  async 'leaving due'() {
    await connect();
    const { answer } = await emptying();
    expect(link.state).toBe('connecting');
    await expect(link.emit('session:leave', { sessionId: SESSION })).rejects.toMatchObject({ code: 'offline' });
    expect(server.io.engine.clientsCount).toBe(1);
    answer();
  },
  async 'leaving doubted'() {
    await connect();
    server.state.beforeRenewal = async () => unauthorized;
    await drain();
    link.setToken('good-2');
    await known('leaving doubted');
    world.advance(1_000);
    await handshakes('good', 'good-2');
  },
  async 'leaving lost'() {
    await connect();
    await drain(3_000);
    server.cut();
    await known('leaving lost');
    expect([link.state, world.timers]).toEqual(['connecting', [1_000]]);
  },
  async 'leaving denied'() {
    await connectForAWhile();
    getToken = async () => Promise.reject(refusal);
    await drain(100_000);
    untilRenewal();
    await known('leaving denied');
    expect([link.state, world.timers]).toEqual(['refused', []]);
  },
  async 'leaving close'() {
    await connect();
    await drain();
    link.close();
    expect(link.state).toBe('closed');
    world.advance(3_000);
    await handshakes('good');
  },
  async 'emptying empty'() {
    await connect();
    const { answer, outcome } = await emptying();
    answer();
    expect(await outcome).toBe('answered');
    await handshakes('good', 'good');
    await vi.waitFor(() => expect(link.state).toBe('connected'), eventually);
    expect(server.io.engine.clientsCount).toBe(1);
  },
  async 'emptying lost'() {
    await connect();
    const { outcome } = await emptying();
    server.cut();
    expect(await outcome).toBe('offline');
    await known('emptying lost');
    expect([link.state, world.timers]).toEqual(['connecting', [1_000]]);
  },
  async 'emptying denied'() {
    await connectForAWhile();
    world.advance(87_000);
    getToken = async () => Promise.reject(refusal);
    const { outcome } = await emptying();
    expect(await outcome).toBe('offline');
    expect([link.state, world.timers]).toEqual(['refused', []]);
  },
  async 'emptying close'() {
    await connect();
    const { outcome } = await emptying();
    link.close();
    expect([link.state, await outcome]).toEqual(['closed', 'offline']);
  },
  async 'waiting due'() {
    await connect();
    await lose();
    world.advance(999);
    expect(world.traced.at(-1)?.row).toBe('connected lost');
    world.advance(1);
    await handshakes('good', 'good');
    await vi.waitFor(() => expect(link.state).toBe('connected'), eventually);
  },
  async 'waiting woke'() {
    await connect();
    server.state.beforeHandshake = async () => tryAgain;
    await lose();
    for (const [round, bound] of [1_000, 2_000, 4_000, 5_000, 5_000].entries()) {
      expect(world.timers).toEqual([bound]);
      world.advance(bound);
      await known('opening failed', round + 1);
    }
    world.chance = 0.5;
    world.wake();
    expect(world.timers).toEqual([500]);
  },
  async 'waiting close'() {
    await connect();
    await lose();
    link.close();
    expect([link.state, world.timers]).toEqual(['closed', []]);
  },
  async 'refused renewed'() {
    await scenarios['opening denied']?.();
    server.state.beforeHandshake = async () => undefined;
    link.setToken('good-3');
    await handshakes('good', 'good', 'good-3');
    await vi.waitFor(() => expect(link.state).toBe('connected'), eventually);
  },
  async 'refused close'() {
    await scenarios['opening denied']?.();
    link.close();
    expect(link.state).toBe('closed');
    link.setToken('good-3');
    expect(world.traced.at(-1)?.row).toBe('refused close');
  },
};

test.each(rows)('$row: $action, then $next', async ({ row, next }) => {
  await scenarios[row]?.();
  const found = world.traced.find((one) => one.row === row);
  expect(found).toEqual({ row, next });
});

test('every row of the table in the README, and no other', async () => {
  const readme = await readFile(new URL('../README.md', import.meta.url), 'utf8');
  const written = [...readme.matchAll(/^\| `(\w+)` +\| `(\w+)` +\| `(\w+)` +\| ([\w ]+?) +\|/gm)];
  const table = written.map(([, state, occurrence, next, action]) => ({ row: `${state} ${occurrence}`, next, action }));
  expect(table).toEqual(rows);
});

test.each([
  ['refused', unauthorized, 'socket_unauthorized'],
  ['not ready', tryAgain, 'try_again'],
])('a first attempt that is %s rejects, and nothing goes on behind it', async (_, answer, code) => {
  server.state.beforeHandshake = async () => answer;
  await expect(openLink({ origin: server.origin, token: 'good' }, world)).rejects.toMatchObject({ code });
  expect([world.timers, world.listeners]).toEqual([[], 0]);
  server.state.beforeHandshake = async () => undefined;
  await connect();
});

test('a handshake that nobody answers has failed after the time for answers', async () => {
  await connect();
  server.state.beforeHandshake = never;
  await ask();
  await handshakes('good', 'good');
  world.advance(TIMEOUT_MS);
  await known('opening failed');
  expect(world.timers).toEqual([2_000]);
  server.state.beforeHandshake = async () => undefined;
  world.advance(2_000);
  await vi.waitFor(() => expect(link.state).toBe('connected'), eventually);
});

test('a state that is told is told once', async () => {
  await connect();
  const told: string[] = [];
  link.onState((state) => told.push(state));
  await (await emptying()).answer();
  await vi.waitFor(() => expect(link.state).toBe('connected'), eventually);
  link.close();
  link.close();
  expect(told).toEqual(['connecting', 'connected', 'closed']);
});
