import { describe, expect, it } from 'vitest';
import { useNetwork } from './network.ts';
import { patience, until } from './until.ts';

const network = useNetwork(1);
const unauthorized = { event: 'ERROR', data: { message: 'Unauthorized or invalid token' } };

describe('a classic socket', () => {
  it.each(['', '?token=', '?token=nonsense', '?token=a.b.c', '?other=1', '?token=%00', `?token=${'x'.repeat(9_000)}`])(
    'is told and closed without a good token (%#)',
    async (query) => {
      const client = network.current.classicWith(query);
      await client.closed;
      expect(client.frames).toEqual([unauthorized]);
    },
  );

  it('is refused with a token that somebody else signed, was changed or has expired', async () => {
    const { auth } = network.current.standIns;
    const { teacher } = network.current.open();
    const { token } = auth.logIn(teacher);
    const [header = '', payload = '', signature = ''] = token.split('.');
    const none = Buffer.from('{"alg":"none","typ":"at+jwt","kid":"key-1"}').toString('base64url');
    const flipped = signature.startsWith('A') ? `B${signature.slice(1)}` : `A${signature.slice(1)}`;
    const bad = [`${header}.${payload}.${flipped}`, `${none}.${payload}.`, auth.logIn(teacher, -1).token];
    for (const one of bad) {
      const client = network.current.classicWith(`?token=${one}`);
      await client.closed;
      expect(client.frames).toEqual([unauthorized]);
    }
  });

  it('gets nothing unasked', async () => {
    const { teacher, classId } = network.current.open();
    const client = await network.current.classicOpening(teacher).opened();
    const frame = { event: 'MARKER', data: {} };
    await until(async () => {
      await network.current.standIns.showToClass(classId, { kind: 'classic', frame, senderSocketId: '' });
      expect(client.frames).not.toEqual([]);
    });
    expect(new Set(client.frames.map(({ event }) => event))).toEqual(new Set(['MARKER']));
  });

  it('is told and closed when its token expires', async () => {
    const { token } = network.current.standIns.auth.logIn(network.current.open().teacher, 2);
    const client = await network.current.classicWith(`?token=${token}`).opened();
    expect(await client.ask('TODAY_SUMMARY')).toMatchObject({ event: 'TODAY_SUMMARY' });
    await client.closed;
    expect(client.frames).toEqual([unauthorized]);
  });

  it('is told and closed within 2 s of log-out, with what waits; other log-ins of the person stay', async () => {
    const { teacher, session } = network.current.open();
    const { token, loginId } = network.current.standIns.auth.logIn(teacher);
    const client = await network.current.classicWith(`?token=${token}`).opened();
    const other = await network.current.classic(teacher);
    await client.ask('TODAY_SUMMARY');
    const startedAtMs = performance.now();
    await network.current.standIns.logOut(loginId);
    await client.closed;
    expect(performance.now() - startedAtMs).toBeLessThan(2_000);
    expect(client.frames).toEqual([unauthorized]);
    expect(await other.ask('TODAY_SUMMARY')).toMatchObject({ event: 'TODAY_SUMMARY' });
    const again = network.current.classicWith(`?token=${token}`);
    await again.closed;
    expect(again.frames).toEqual([unauthorized]);
    expect(session.open).toBe(true);
  });
});

describe('a Socket.IO socket', () => {
  const refusal = (auth: Record<string, unknown>) =>
    new Promise<{ message: string; data?: unknown }>((resolve) =>
      network.current.realtimeWith(auth).socket.once('connect_error', resolve),
    );

  it.each([{}, { token: '' }, { token: 'nonsense' }, { token: { $ne: '' } }])(
    'is refused without a good token (%j)',
    async (auth) => {
      const problem = await refusal(auth);
      expect(problem.message).toBe('Unauthorized or invalid token');
      expect(problem.data).toEqual({ code: 'socket_unauthorized' });
    },
  );

  it('is cut when its token expires', async () => {
    const { token } = network.current.standIns.auth.logIn(network.current.open().teacher, 2);
    const client = await network.current.realtimeWith({ token }).opened();
    await expect.poll(() => client.socket.connected, patience).toBe(false);
  });

  it('is cut within 2 s of log-out', async () => {
    const { token, loginId } = network.current.standIns.auth.logIn(network.current.open().teacher);
    const client = await network.current.realtimeWith({ token }).opened();
    const gone = new Promise((resolve) => client.socket.once('disconnect', resolve));
    await network.current.standIns.logOut(loginId);
    expect(await gone).toBe('io server disconnect');
  });
});

describe('while NATS is away', () => {
  it('a classic socket is told to try again and closed with 1013, a Socket.IO socket is refused so', async () => {
    const { infra, standIns } = network.current;
    const { token } = standIns.auth.logIn(network.current.open().teacher);
    const witness = await network.current.classicWith(`?token=${token}`).opened();
    const tryAgain = { event: 'ERROR', data: { message: 'One moment, please try again' } };
    await infra.nats.signal('SIGKILL');
    await expect.poll(() => witness.ask('TODAY_SUMMARY'), patience).toEqual(tryAgain);
    const client = network.current.classicWith(`?token=${token}`);
    expect(await client.closed).toBe(1013);
    expect(client.frames).toEqual([tryAgain]);
    const realtime = network.current.realtimeWith({ token });
    const problem = await new Promise<Error>((resolve) => realtime.socket.once('connect_error', resolve));
    expect(problem.message).toBe('One moment, please try again');

    await infra.nats.restart();
    await expect.poll(() => witness.ask('TODAY_SUMMARY'), patience).toMatchObject({ event: 'TODAY_SUMMARY' });
  });
});
