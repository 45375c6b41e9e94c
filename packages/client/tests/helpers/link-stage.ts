import { afterEach, beforeEach, expect, vi } from 'vitest';
import { type Link, type LiveOptions, openLink } from '../../src/live/link.ts';
import { FakeWorld } from './fake-world.ts';
import { jwt } from './jwt.ts';
import { SESSION, startLiveServer } from './live-server.ts';

export const TIMEOUT_MS = 15_000;
export const eventually = { timeout: 8_000, interval: 5 };

interface Stage {
  server: Awaited<ReturnType<typeof startLiveServer>>;
  world: FakeWorld;
  link: Link;
  /** What the link asks for a token; another one may be put here. */
  getToken: () => Promise<string>;
}

/** For each test a server, a world without a clock of its own, and the link between them, with ways to move it. */
export function useLinkStage() {
  // Filled before each test.
  const stage = {} as Stage;

  beforeEach(async () => {
    stage.server = await startLiveServer();
    stage.world = new FakeWorld();
    stage.getToken = async () => 'good';
  });
  afterEach(async () => {
    stage.link.close();
    expect([stage.world.timers, stage.world.listeners]).toEqual([[], 0]);
    await stage.server.close();
  });

  const known = (row: string, count = 1) =>
    vi.waitFor(() => expect(stage.world.traced.filter((one) => one.row === row)).toHaveLength(count), eventually);
  const handshakes = (...tokens: string[]) =>
    vi.waitFor(() => expect(stage.server.state.handshakes).toEqual(tokens), eventually);
  const renewals = (...tokens: string[]) =>
    vi.waitFor(() => expect(stage.server.state.renewals).toEqual(tokens), eventually);

  async function connect(options: Partial<LiveOptions> = {}) {
    stage.link = await openLink(
      { origin: stage.server.origin, getToken: () => stage.getToken(), timeoutMs: TIMEOUT_MS, ...options },
      stage.world,
    );
  }

  /** Connected with a token that is renewed after 90 s. */
  async function connectForAWhile() {
    const iat = stage.world.now() / 1_000;
    await connect({ token: jwt({ iat, exp: iat + 100 }) });
  }
  const untilRenewal = () => stage.world.advance(90_000);

  async function lose() {
    stage.server.cut();
    await known('connected lost');
  }

  async function ask() {
    await lose();
    stage.world.advance(1_000);
  }

  async function drain(reconnectAfterMs = 3_000) {
    stage.server.io.emit('server:draining', { reconnectAfterMs });
    await known('connected draining');
  }

  /** Asks for something, lets it be on its way, and leaves. */
  async function emptying() {
    const held = Promise.withResolvers<void>();
    stage.server.state.beforeAnswer = () => held.promise;
    await drain();
    const joined = stage.link.emit('session:join', { sessionId: SESSION });
    const outcome = joined.then(
      () => 'answered',
      (error) => error.code,
    );
    await vi.waitFor(() => expect(stage.server.state.joins).toBe(1), eventually);
    stage.world.advance(3_000);
    await known('leaving due');
    return { answer: held.resolve, outcome };
  }

  return Object.assign(stage, {
    known,
    handshakes,
    renewals,
    connect,
    connectForAWhile,
    untilRenewal,
    lose,
    ask,
    drain,
    emptying,
  });
}
