import { afterEach, beforeEach, describe, expect, expectTypeOf, test, vi } from 'vitest';
import { connectLive, type LiveConnection, RollcallError } from '../src/index.ts';
import { OTHER_SESSION, round, SESSION, startLiveServer, studentId } from './helpers/live-server.ts';

let server: Awaited<ReturnType<typeof startLiveServer>>;
const open: LiveConnection[] = [];

beforeEach(async () => {
  server = await startLiveServer();
});
afterEach(async () => {
  for (const live of open.splice(0)) live.close();
  await server.close();
});

async function connect(options: { token?: string; timeoutMs?: number } = {}) {
  const live = await connectLive({ origin: server.origin, token: 'good', ...options });
  open.push(live);
  return live;
}

const students = (...numbers: number[]) => numbers.map(studentId);
const eventually = { timeout: 4_000, interval: 10 };

describe('the connection', () => {
  test('is refused with the server’s code and sentence', async () => {
    await expect(connect({ token: 'bad' })).rejects.toMatchObject({
      name: 'RollcallError',
      status: 401,
      code: 'socket_unauthorized',
      message: 'Unauthorized or invalid token',
    });
  });

  test('is offline when nobody listens', async () => {
    await server.close();
    await expect(connect()).rejects.toMatchObject({ code: 'offline' });
  });

  test('comes back when the server ends it, and says so', async () => {
    const live = await connect();
    const states: string[] = [];
    live.onState((state) => states.push(state));
    server.io.disconnectSockets(true);
    await vi.waitFor(() => expect(states).toEqual(['connecting', 'connected']), eventually);
  });

  test('moves on when the server drains', async () => {
    const live = await connect();
    const [before] = await server.io.fetchSockets();
    server.io.emit('server:draining', { reconnectAfterMs: 20 });
    await vi.waitFor(async () => {
      const [now, ...others] = await server.io.fetchSockets();
      expect(others).toEqual([]);
      expect(now?.id).toBeTruthy();
      expect(now?.id).not.toBe(before?.id);
    }, eventually);
    await vi.waitFor(() => expect(live.state).toBe('connected'), eventually);
  });

  test('stays away when the server closes the socket for what was done with it', async () => {
    const live = await connect();
    const states: string[] = [];
    live.onState((state) => states.push(state));
    server.io.emit('socket:closing', { code: 'too_many_sockets', error: 'Too many connections are open' });
    server.io.disconnectSockets(true);
    await vi.waitFor(() => expect(states).toEqual(['refused']), eventually);
    live.setToken('good');
    await vi.waitFor(() => expect(live.state).toBe('connected'), eventually);
  });

  test('stays away once the token is refused, until there is another', async () => {
    const live = await connect();
    live.setToken('bad');
    server.io.disconnectSockets(true);
    await vi.waitFor(() => expect(live.state).toBe('refused'), eventually);
    live.setToken('good');
    await vi.waitFor(() => expect(live.state).toBe('connected'), eventually);
  });
});

describe('an event with acknowledgement', () => {
  test('resolves with the typed data', async () => {
    const live = await connect();
    const snapshot = await live.emit('session:join', { sessionId: SESSION });
    expectTypeOf(snapshot.seq).toEqualTypeOf<number>();
    expect(snapshot).toEqual(server.state.truth);
  });

  test('begins and ends a round', async () => {
    const live = await connect();
    const started = await live.emit('round:start', { sessionId: SESSION });
    expectTypeOf(started.roundNumber).toEqualTypeOf<number>();
    expect(started).toEqual(round);
    expect(await live.emit('round:end', { sessionId: SESSION })).toEqual({ ...round, endsAt: round.startsAt });
  });

  test('shows a new token', async () => {
    const live = await connect();
    const { expiresAt } = await live.emit('auth:refresh', { token: 'good-2' });
    expectTypeOf(expiresAt).toEqualTypeOf<string>();
    expect([expiresAt, server.state.renewals]).toEqual([server.state.expiresAt, ['good-2']]);
  });

  test('throws the refusal', async () => {
    server.state.refusals = [{ code: 'not_enrolled', error: 'You are not on this list' }];
    const live = await connect();
    const error = await live.join(SESSION).catch((thrown) => thrown);
    expect(error).toBeInstanceOf(RollcallError);
    expect(error).toMatchObject({ status: 403, code: 'not_enrolled', message: 'You are not on this list' });
  });

  test('throws unexpected_answer for data that is not the contract’s', async () => {
    const live = await connect();
    await expect(live.emit('summary:get', { sessionId: SESSION })).rejects.toMatchObject({ code: 'unexpected_answer' });
  });

  test('throws offline when no answer comes in time', async () => {
    const live = await connect({ timeoutMs: 300 });
    await expect(live.emit('attendance:mine', { sessionId: SESSION })).rejects.toMatchObject({ code: 'offline' });
  });

  test('throws offline at once while there is no connection', async () => {
    const live = await connect();
    live.close();
    await expect(live.join(SESSION)).rejects.toMatchObject({ code: 'offline' });
  });
});

describe('an event of the server', () => {
  test('reaches its handler until that is taken away', async () => {
    const live = await connect();
    const heard: string[] = [];
    const stop = live.on('session:started', (data) => heard.push(data.startedAt));
    const started = { sessionId: SESSION, classId: SESSION, startedAt: '2026-03-02T08:00:00.000Z' };
    server.io.emit('session:started', started);
    await vi.waitFor(() => expect(heard).toEqual([started.startedAt]), eventually);
    stop();
    server.io.emit('session:started', started);
    await live.join(SESSION); // answered after the frame before it
    expect(heard).toHaveLength(1);
  });
});

describe('a live board', () => {
  const marks = (board: { state: { marks: ReadonlyMap<string, unknown> } }) => [...board.state.marks.keys()];

  test('shows the snapshot and then every frame', async () => {
    server.mark(1);
    const board = await (await connect()).watch(SESSION);
    expect(marks(board)).toEqual(students(1));
    const shown: number[] = [];
    board.onChange((state) => shown.push(state.summary.present));
    server.mark(2);
    server.mark(3);
    await vi.waitFor(() => expect(marks(board)).toEqual(students(1, 2, 3)), eventually);
    expect(shown).toEqual([2, 3]);
    expect(server.state.joins).toBe(1);
  });

  test('has the frame that came between the request and the snapshot', async () => {
    server.state.beforeAnswer = async () => void server.mark(1);
    const board = await (await connect()).watch(SESSION);
    expect(marks(board)).toEqual(students(1));
    expect(server.state.joins).toBe(1);
  });

  test('takes frames that overtook each other in their order, without a snapshot', async () => {
    const board = await (await connect()).watch(SESSION);
    const first = server.mark(1, false);
    server.mark(2);
    server.io.emit('attendance:updated', first);
    await vi.waitFor(() => expect(marks(board)).toEqual(students(1, 2)), eventually);
    expect(server.state.joins).toBe(1);
  });

  test('takes a new snapshot when a frame is missing', async () => {
    const board = await (await connect()).watch(SESSION);
    server.mark(1, false);
    server.mark(2);
    await vi.waitFor(() => expect(marks(board)).toEqual(students(1, 2)), eventually);
    expect(server.state.joins).toBe(2);
    server.mark(3);
    await vi.waitFor(() => expect(marks(board)).toEqual(students(1, 2, 3)), eventually);
    expect(server.state.joins).toBe(2);
  });

  test('takes a new snapshot when a new epoch begins, also after one that was not there yet', async () => {
    const board = await (await connect()).watch(SESSION);
    server.mark(1);
    server.state.refusals = [{ code: 'try_again', error: 'One moment' }];
    Object.assign(server.state.truth, { epoch: 'e2', seq: 0, marks: [] });
    server.mark(2);
    await vi.waitFor(() => expect(marks(board)).toEqual(students(2)), eventually);
    expect(board.state).toMatchObject({ epoch: 'e2', seq: 1 });
    expect(server.state.joins).toBe(3);
  });

  test('is true again within two seconds of a reconnection', async () => {
    const live = await connect();
    const boards = [await live.watch(SESSION), await live.watch(OTHER_SESSION)];
    const told: boolean[] = [];
    boards[0]?.onStale((sinceMs) => told.push(sinceMs !== undefined));
    server.cut();
    server.mark(1, false);
    await vi.waitFor(() => expect(live.state).toBe('connecting'), eventually);
    await vi.waitFor(() => expect(live.state).toBe('connected'), eventually);
    for (const board of boards) {
      await vi.waitFor(() => expect(marks(board)).toEqual(students(1)), { timeout: 2_000, interval: 10 });
    }
    expect([told, boards[0]?.staleSinceMs, server.state.joins]).toEqual([[true, false], undefined, 4]);
  });

  test('takes a last snapshot when the session ends', async () => {
    const board = await (await connect()).watch(SESSION);
    server.mark(1, false);
    Object.assign(server.state.truth, { status: 'ended', epoch: 'ended' });
    const summary = { ...server.state.truth.summary, totalRounds: 1, attendanceCount: 1 };
    server.io.emit('session:ended', { sessionId: SESSION, endedAt: '2026-03-02T09:00:00.000Z', summary });
    await vi.waitFor(() => expect(board.state.status).toBe('ended'), eventually);
    expect(marks(board)).toEqual(students(1));
  });

  test('says so when the session may not be watched any more, and asks no further', async () => {
    const live = await connect();
    const board = await live.watch(SESSION);
    const refused: string[] = [];
    board.onRefused((error) => refused.push(error.code));
    server.state.refusals = [{ code: 'not_enrolled', error: 'Removed' }];
    server.mark(1, false);
    server.mark(2);
    await vi.waitFor(() => expect(refused).toEqual(['not_enrolled']), eventually);
    server.mark(3);
    await live.emit('session:leave', { sessionId: SESSION });
    expect(server.state.joins).toBe(2);
    expect(marks(board)).toEqual([]);
  });

  test('shows the code on the wall', async () => {
    const board = await (await connect()).watch(SESSION);
    const qr = {
      sessionId: SESSION,
      roundId: 'r',
      slot: 0,
      token: 'T',
      code: null,
      issuedAt: '2026-03-02T08:00:00.000Z',
      expiresAt: '2026-03-02T08:00:20.000Z',
    };
    server.io.emit('round:qr-updated', qr);
    await vi.waitFor(() => expect(board.state.qr).toEqual(qr), eventually);
  });

  test('does not change any more once its session is left', async () => {
    const live = await connect();
    const board = await live.watch(SESSION);
    await live.leave(SESSION);
    server.mark(1);
    await live.join(SESSION);
    expect(marks(board)).toEqual([]);
  });
});
