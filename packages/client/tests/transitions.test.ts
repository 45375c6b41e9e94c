import { readFile } from 'node:fs/promises';
import { expect, test, vi } from 'vitest';
import { type Transition, transitions } from '../src/live/transitions.ts';
import { RollcallError } from '../src/rollcall-error.ts';
import { eventually, useLinkStage } from './helpers/link-stage.ts';
import { SESSION, tryAgain, unauthorized } from './helpers/live-server.ts';

const refusal = new RollcallError({ code: 'refresh_token_invalid' });
const stage = useLinkStage();
const { known, handshakes, renewals, connect, connectForAWhile, untilRenewal, lose, ask, drain, emptying } = stage;

const rows = Object.entries(transitions).flatMap(([state, byOccurrence]) =>
  Object.entries(byOccurrence).map(([occurrence, [next, action]]: [string, Transition]) => ({
    row: `${state} ${occurrence}`,
    next,
    action,
  })),
);

const never = () => new Promise<never>(() => {});
/** How each row comes about, and what is seen of it from outside. */
const scenarios: Record<string, () => Promise<unknown>> = {
  async 'asking token'() {
    await connect();
    await handshakes('good');
  },
  async 'asking failed'() {
    await connect();
    stage.getToken = async () => Promise.reject(new Error('fetch failed'));
    await ask();
    await known('asking failed');
    expect([stage.link.state, stage.world.timers]).toEqual(['connecting', [2_000]]);
  },
  async 'asking denied'() {
    await connect();
    stage.getToken = async () => Promise.reject(refusal);
    await ask();
    await known('asking denied');
    expect([stage.link.state, stage.world.timers]).toEqual(['refused', []]);
  },
  async 'asking close'() {
    await connect();
    const held = Promise.withResolvers<string>();
    stage.getToken = () => held.promise;
    await ask();
    stage.link.close();
    held.resolve('good');
    await held.promise;
    expect(stage.link.state).toBe('closed');
    await handshakes('good');
  },
  async 'opening opened'() {
    await connect();
    expect(stage.link.state).toBe('connected');
    expect(await stage.link.emit('session:leave', { sessionId: SESSION })).toEqual({});
  },
  async 'opening failed'() {
    await connect();
    stage.server.state.beforeHandshake = async () => tryAgain;
    await ask();
    await known('opening failed');
    expect([stage.link.state, stage.world.timers]).toEqual(['connecting', [2_000]]);
  },
  async 'opening denied'() {
    await connect();
    stage.server.state.beforeHandshake = async () => unauthorized;
    await ask();
    await known('opening denied');
    expect([stage.link.state, stage.world.timers]).toEqual(['refused', []]);
  },
  async 'opening close'() {
    await connect();
    stage.server.state.beforeHandshake = never;
    await ask();
    await handshakes('good', 'good');
    stage.link.close();
    expect(stage.link.state).toBe('closed');
    await vi.waitFor(() => expect(stage.server.io.engine.clientsCount).toBe(0), eventually);
  },
  async 'connected renewed'() {
    await connect();
    stage.link.setToken('good-2');
    await renewals('good-2');
    expect(stage.link.state).toBe('connected');
    await handshakes('good');
  },
  async 'connected woke'() {
    await connect();
    stage.world.wake();
    await renewals('good');
    await stage.link.emit('session:leave', { sessionId: SESSION });
    await handshakes('good');
  },
  async 'connected draining'() {
    await connect();
    await drain(3_000);
    expect([stage.link.state, stage.world.timers]).toEqual(['connected', [3_000]]);
    expect(await stage.link.emit('session:leave', { sessionId: SESSION })).toEqual({});
  },
  async 'connected doubted'() {
    await connect();
    stage.server.state.beforeRenewal = async () => unauthorized;
    stage.link.setToken('good-2');
    await known('connected doubted');
    expect([stage.link.state, stage.world.timers]).toEqual(['connecting', [1_000]]);
    stage.world.advance(1_000);
    await handshakes('good', 'good-2');
  },
  async 'connected lost'() {
    await connect();
    stage.world.chance = 0.3;
    await lose();
    expect([stage.link.state, stage.world.timers]).toEqual(['connecting', [300]]);
  },
  async 'connected denied'() {
    await connectForAWhile();
    stage.getToken = async () => Promise.reject(refusal);
    untilRenewal();
    await known('connected denied');
    expect([stage.link.state, stage.world.timers]).toEqual(['refused', []]);
    await vi.waitFor(() => expect(stage.server.io.engine.clientsCount).toBe(0), eventually);
  },
  async 'connected close'() {
    await connect();
    stage.link.close();
    expect(stage.link.state).toBe('closed');
    await vi.waitFor(() => expect(stage.server.io.engine.clientsCount).toBe(0), eventually);
  },
  async 'leaving renewed'() {
    await connect();
    await drain(3_000);
    stage.link.setToken('good-2');
    await renewals('good-2');
    expect(stage.world.timers).toContain(3_000);
  },
  async 'leaving draining'() {
    await connect();
    await drain(3_000);
    stage.world.advance(1_000);
    stage.server.io.emit('server:draining', { reconnectAfterMs: 100_000 });
    await known('leaving draining');
    expect([stage.link.state, stage.world.timers]).toEqual(['connected', [2_000]]);
  },
  async 'leaving due'() {
    await connect();
    const { answer } = await emptying();
    expect(stage.link.state).toBe('connecting');
    await expect(stage.link.emit('session:leave', { sessionId: SESSION })).rejects.toMatchObject({ code: 'offline' });
    expect(stage.server.io.engine.clientsCount).toBe(1);
    answer();
  },
  async 'leaving doubted'() {
    await connect();
    stage.server.state.beforeRenewal = async () => unauthorized;
    await drain();
    stage.link.setToken('good-2');
    await known('leaving doubted');
    stage.world.advance(1_000);
    await handshakes('good', 'good-2');
  },
  async 'leaving lost'() {
    await connect();
    await drain(3_000);
    stage.server.cut();
    await known('leaving lost');
    expect([stage.link.state, stage.world.timers]).toEqual(['connecting', [1_000]]);
  },
  async 'leaving denied'() {
    await connectForAWhile();
    stage.getToken = async () => Promise.reject(refusal);
    await drain(100_000);
    untilRenewal();
    await known('leaving denied');
    expect([stage.link.state, stage.world.timers]).toEqual(['refused', []]);
  },
  async 'leaving close'() {
    await connect();
    await drain();
    stage.link.close();
    expect(stage.link.state).toBe('closed');
    stage.world.advance(3_000);
    await handshakes('good');
  },
  async 'emptying empty'() {
    await connect();
    const { answer, outcome } = await emptying();
    answer();
    expect(await outcome).toBe('answered');
    await handshakes('good', 'good');
    await vi.waitFor(() => expect(stage.link.state).toBe('connected'), eventually);
    expect(stage.server.io.engine.clientsCount).toBe(1);
  },
  async 'emptying lost'() {
    await connect();
    const { outcome } = await emptying();
    stage.server.cut();
    expect(await outcome).toBe('offline');
    await known('emptying lost');
    expect([stage.link.state, stage.world.timers]).toEqual(['connecting', [1_000]]);
  },
  async 'emptying denied'() {
    await connectForAWhile();
    stage.world.advance(87_000);
    stage.getToken = async () => Promise.reject(refusal);
    const { outcome } = await emptying();
    expect(await outcome).toBe('offline');
    expect([stage.link.state, stage.world.timers]).toEqual(['refused', []]);
  },
  async 'emptying close'() {
    await connect();
    const { outcome } = await emptying();
    stage.link.close();
    expect([stage.link.state, await outcome]).toEqual(['closed', 'offline']);
  },
  async 'waiting due'() {
    await connect();
    await lose();
    stage.world.advance(999);
    expect(stage.world.traced.at(-1)?.row).toBe('connected lost');
    stage.world.advance(1);
    await handshakes('good', 'good');
    await vi.waitFor(() => expect(stage.link.state).toBe('connected'), eventually);
  },
  async 'waiting woke'() {
    await connect();
    stage.server.state.beforeHandshake = async () => tryAgain;
    await lose();
    for (const [round, bound] of [1_000, 2_000, 4_000, 5_000, 5_000].entries()) {
      expect(stage.world.timers).toEqual([bound]);
      stage.world.advance(bound);
      await known('opening failed', round + 1);
    }
    stage.world.chance = 0.5;
    stage.world.wake();
    expect(stage.world.timers).toEqual([500]);
  },
  async 'waiting close'() {
    await connect();
    await lose();
    stage.link.close();
    expect([stage.link.state, stage.world.timers]).toEqual(['closed', []]);
  },
  async 'refused renewed'() {
    await scenarios['opening denied']?.();
    stage.server.state.beforeHandshake = async () => undefined;
    stage.link.setToken('good-3');
    await handshakes('good', 'good', 'good-3');
    await vi.waitFor(() => expect(stage.link.state).toBe('connected'), eventually);
  },
  async 'refused close'() {
    await scenarios['opening denied']?.();
    stage.link.close();
    expect(stage.link.state).toBe('closed');
    stage.link.setToken('good-3');
    expect(stage.world.traced.at(-1)?.row).toBe('refused close');
  },
};

test.each(rows)('$row: $action, then $next', async ({ row, next }) => {
  await scenarios[row]?.();
  const found = stage.world.traced.find((one) => one.row === row);
  expect(found).toEqual({ row, next });
});

test('every row of the table in the README, and no other', async () => {
  const readme = await readFile(new URL('../README.md', import.meta.url), 'utf8');
  const written = [...readme.matchAll(/^\| `(\w+)` +\| `(\w+)` +\| `(\w+)` +\| ([\w ]+?) +\|/gm)];
  const table = written.map(([, state, occurrence, next, action]) => ({ row: `${state} ${occurrence}`, next, action }));
  expect(table).toEqual(rows);
});
