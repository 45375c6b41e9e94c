import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest';
import { type Link, type LiveOptions, openLink } from '../src/live/link.ts';
import { RollcallError } from '../src/rollcall-error.ts';
import { FakeWorld } from './helpers/fake-world.ts';
import { jwt } from './helpers/jwt.ts';
import { startLiveServer, unauthorized } from './helpers/live-server.ts';

const eventually = { timeout: 8_000, interval: 5 };

let server: Awaited<ReturnType<typeof startLiveServer>>;
let world: FakeWorld;
let link: Link;
const getToken = vi.fn<() => Promise<string>>();

beforeEach(async () => {
  server = await startLiveServer();
  world = new FakeWorld();
  getToken.mockReset();
});
afterEach(async () => {
  link.close();
  await server.close();
});

async function connect(options: Partial<LiveOptions> = {}) {
  link = await openLink({ origin: server.origin, getToken, ...options }, world);
}

/** A token that ends so many seconds from now, and was made at some time. */
function tokenFor(seconds: number, ageSeconds = 0, sub = 'a'): string {
  const nowSeconds = world.now() / 1_000;
  return jwt({ iat: nowSeconds - ageSeconds, exp: nowSeconds + seconds, sub });
}

const asked = (times: number) => vi.waitFor(() => expect(getToken).toHaveBeenCalledTimes(times), eventually);
const renewals = (...tokens: string[]) => vi.waitFor(() => expect(server.state.renewals).toEqual(tokens), eventually);
const handshakes = (...tokens: (string | undefined)[]) =>
  vi.waitFor(() => expect(server.state.handshakes).toEqual(tokens), eventually);
const timers = (...ms: number[]) => vi.waitFor(() => expect(world.timers).toEqual(ms), eventually);
const isoAfter = (seconds: number) => new Date(world.now() + seconds * 1_000).toISOString();

describe('a token is renewed in place', () => {
  test.each([
    ['half a minute before its end', 900, 0, 870],
    ['a tenth of its life before, when that is less', 100, 0, 90],
    ['counted from its own making, also when it is not new', 100, 800, 70],
  ])('%s', async (_, lifeSeconds, ageSeconds, afterSeconds) => {
    await connect({ token: tokenFor(lifeSeconds, ageSeconds) });
    getToken.mockResolvedValue('good-next');
    expect(world.timers).toEqual([afterSeconds * 1_000]);
    world.advance(afterSeconds * 1_000 - 1);
    expect(getToken).not.toHaveBeenCalled();
    world.advance(1);
    await renewals('good-next');
    expect(server.state.handshakes).toHaveLength(1);
    expect(link.state).toBe('connected');
  });

  test('at the end that the server told, whatever the token looks like', async () => {
    getToken.mockResolvedValueOnce('good-opaque').mockResolvedValueOnce('good-next');
    await connect();
    expect(world.timers).toEqual([]);
    server.state.expiresAt = isoAfter(200);
    link.setToken('good-other');
    await timers(180_000);
    world.advance(180_000);
    await renewals('good-other', 'good-next');
  });

  test('after each renewal again', async () => {
    await connect({ token: tokenFor(100) });
    getToken.mockImplementation(async () => {
      server.state.expiresAt = isoAfter(200);
      return tokenFor(200, 0, server.state.expiresAt);
    });
    world.advance(90_000);
    await timers(180_000);
    world.advance(180_000);
    await timers(180_000);
    expect(server.state.renewals).toHaveLength(2);
    expect(server.state.handshakes).toHaveLength(1);
  });

  test('also one that was shown with emit', async () => {
    await connect({ token: 'good' });
    server.state.expiresAt = isoAfter(100);
    expect(await link.emit('auth:refresh', { token: 'good-2' })).toEqual({ expiresAt: server.state.expiresAt });
    expect(world.timers).toEqual([90_000]);
    server.cut();
    getToken.mockResolvedValue('good-3');
    await vi.waitFor(() => expect(link.state).toBe('connecting'), eventually);
    world.advance(1_000);
    await handshakes('good', 'good-3');
  });

  test('no sooner than after a second, whatever the token says', async () => {
    getToken.mockResolvedValue(tokenFor(5, 1_000));
    await connect();
    expect(world.timers).toEqual([1_000]);
  });

  test.each([
    ['ahead', -500, 1_400],
    ['behind', 5_000, -4_100],
  ])('after its whole life where the clock is %s', async (_, seconds, ageSeconds) => {
    getToken.mockResolvedValue(tokenFor(seconds, ageSeconds));
    await connect();
    expect(world.timers).toEqual([870_000]);
  });

  test('never, where nobody can be asked', async () => {
    await connect({ token: tokenFor(100), getToken: undefined });
    expect(world.timers).toEqual([]);
  });

  test('or on a new connection when the server does not answer', async () => {
    await connect({ token: 'good', timeoutMs: 300 });
    server.state.beforeRenewal = () => new Promise(() => {});
    link.setToken('good-2');
    await vi.waitFor(() => expect(link.state).toBe('connecting'), eventually);
    world.advance(1_000);
    await handshakes('good', 'good-2');
    expect(getToken).not.toHaveBeenCalled();
  });
});

describe('getToken', () => {
  test('is asked before each handshake', async () => {
    getToken.mockResolvedValueOnce('good-1').mockResolvedValueOnce('good-2');
    await connect();
    server.io.disconnectSockets(true);
    await vi.waitFor(() => expect(link.state).toBe('connecting'), eventually);
    world.advance(1_000);
    await handshakes('good-1', 'good-2');
  });

  test('is not asked for the first when there is one, but for one that is about to end', async () => {
    await connect({ token: 'good-0' });
    expect(getToken).not.toHaveBeenCalled();
    link.close();
    getToken.mockResolvedValueOnce('good-1');
    await connect({ token: tokenFor(-1, 900) });
    await handshakes('good-0', 'good-1');
  });

  test('is asked once for a renewal and a handshake that need it at the same time', async () => {
    const held = Promise.withResolvers<string>();
    await connect({ token: tokenFor(100) });
    getToken.mockReturnValue(held.promise);
    world.advance(90_000);
    await asked(1);
    server.cut();
    await vi.waitFor(() => expect(link.state).toBe('connecting'), eventually);
    world.advance(1_000);
    held.resolve('good-next');
    await vi.waitFor(() => expect(link.state).toBe('connected'), eventually);
    expect(getToken).toHaveBeenCalledTimes(1);
    expect([server.state.handshakes.at(-1), server.state.renewals]).toEqual(['good-next', []]);
  });

  test('is asked again after a growing pause, until there is another token', async () => {
    const token = tokenFor(1_000);
    getToken.mockRejectedValue(new TypeError('fetch failed'));
    await connect({ token });
    world.advance(970_000);
    for (const [round, pauseMs] of [1_000, 2_000, 4_000].entries()) {
      await asked(round + 1);
      await timers(pauseMs);
      world.advance(pauseMs);
    }
    getToken.mockResolvedValueOnce(token);
    await asked(4);
    await timers(8_000);
    world.advance(8_000);
    await asked(5);
    await timers(16_000);
    getToken.mockRejectedValueOnce(new RollcallError({ code: 'rate_limited', retryAfterSeconds: 20 }));
    world.advance(16_000);
    await timers(50_000);
    getToken.mockResolvedValueOnce('good-next');
    world.advance(50_000);
    await renewals('good-next');
    expect(server.state.handshakes).toHaveLength(1);
  });

  test('that does not answer has failed, and is not asked twice at once', async () => {
    getToken.mockResolvedValueOnce('good-1').mockReturnValueOnce(new Promise(() => {}));
    await connect();
    server.cut();
    await vi.waitFor(() => expect(link.state).toBe('connecting'), eventually);
    world.advance(1_000);
    await asked(2);
    world.advance(15_000);
    await timers(2_000);
    world.advance(2_000);
    await timers(15_000);
    expect(getToken).toHaveBeenCalledTimes(2);
  });

  test.each(['refresh_token_invalid', 'unauthorized'])('that refuses at first with %s rejects', async (code) => {
    getToken.mockRejectedValue(new RollcallError({ code }));
    await expect(connect()).rejects.toMatchObject({ code });
    expect(server.state.handshakes).toEqual([]);
  });

  test('does not replace a token that was set while it was asked', async () => {
    const held = Promise.withResolvers<string>();
    await connect({ token: 'good' });
    getToken.mockReturnValue(held.promise);
    server.cut();
    await vi.waitFor(() => expect(link.state).toBe('connecting'), eventually);
    world.advance(1_000);
    await asked(1);
    link.setToken('good-set');
    held.resolve('good-asked');
    await handshakes('good', 'good-set');
  });
});

test('a token that is set while another handshake is on its way is shown once it is accepted', async () => {
  await connect({ token: 'good', getToken: undefined });
  const held = Promise.withResolvers<undefined>();
  server.state.beforeHandshake = () => held.promise;
  server.cut();
  await vi.waitFor(() => expect(link.state).toBe('connecting'), eventually);
  world.advance(1_000);
  await handshakes('good', 'good');
  link.setToken('good-2');
  held.resolve(undefined);
  await renewals('good-2');
});

test('a token that is set while another is refused has its own handshake', async () => {
  await connect({ token: 'good', getToken: undefined });
  const held = Promise.withResolvers<typeof unauthorized>();
  server.state.beforeHandshake = async (token) => (token === 'good' ? held.promise : undefined);
  server.cut();
  await vi.waitFor(() => expect(link.state).toBe('connecting'), eventually);
  world.advance(1_000);
  await handshakes('good', 'good');
  link.setToken('good-2');
  held.resolve(unauthorized);
  await timers(2_000);
  world.advance(2_000);
  await handshakes('good', 'good', 'good-2');
  await vi.waitFor(() => expect(link.state).toBe('connected'), eventually);
});

test('a connection that does not answer after a sleep begins anew', async () => {
  await connect({ token: 'good', getToken: undefined, timeoutMs: 300 });
  server.state.beforeRenewal = () => new Promise(() => {});
  world.wake();
  await vi.waitFor(() => expect(link.state).toBe('connecting'), eventually);
  world.advance(1_000);
  await handshakes('good', 'good');
  await vi.waitFor(() => expect(link.state).toBe('connected'), eventually);
});
