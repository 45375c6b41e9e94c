import { setTimeout } from 'node:timers/promises';
import { connectLive, type LinkState, type LiveOptions, RollcallError } from '@rollcall/client';
import { expect, it, onTestFinished, vi } from 'vitest';
import { updated } from './frames.ts';
import { type Person, useNetwork } from './network.ts';
import { oneAddress } from './one-address.ts';
import { until } from './until.ts';

const LIFE_SECONDS = 6;

const network = useNetwork(0);

async function connect(origin: string, options: Omit<LiveOptions, 'origin'>) {
  const live = await connectLive({ origin, ...options });
  onTestFinished(() => live.close());
  const states: LinkState[] = [];
  live.onState((state) => states.push(state));
  return { live, states };
}

const tokenOf = (person: Person) => async () => network.current.standIns.auth.logIn(person).token;

/** One more student is present: true at once, and shown. */
async function mark({ session }: ReturnType<typeof network.current.open>, studentId: string) {
  session.seq += 1;
  session.marks.set(studentId, 'present');
  const frame = updated(session.sessionId, session.seq, studentId);
  const summary = { present: session.marks.size, late: 0, absent: 0, excused: 0, total: session.roster.size };
  await network.current.standIns.show(session.sessionId, { ...frame, data: { ...frame.data, summary } });
}

it('a token is renewed in place over its end, until the log-in ends', async () => {
  const { url } = await network.current.startGateway();
  const open = network.current.open();
  const { auth } = network.current.standIns;
  const logIns: ReturnType<typeof auth.logIn>[] = [];
  const getToken = vi.fn(async () => {
    const logIn = auth.logIn(open.teacher, LIFE_SECONDS);
    logIns.push(logIn);
    return logIn.token;
  });
  const { live, states } = await connect(url, { getToken });
  const startedAtMs = Date.now();
  const board = await live.watch(open.sessionId);
  await vi.waitFor(() => expect(Date.now()).toBeGreaterThan(startedAtMs + LIFE_SECONDS * 1_500), {
    timeout: LIFE_SECONDS * 2_000,
    interval: 100,
  });
  expect(logIns.length).toBeGreaterThanOrEqual(2);
  await mark(open, open.anna.userId);
  await until(() => expect(board.state.seq).toBe(1));
  expect([states, board.staleSinceMs]).toEqual([[], undefined]);

  await network.current.standIns.logOut(logIns[0]?.loginId ?? '');
  expect(await live.emit('summary:get', { sessionId: open.sessionId })).toMatchObject({ present: 1 });
  getToken.mockRejectedValue(new RollcallError({ code: 'refresh_token_invalid' }));
  await network.current.standIns.logOut(logIns.at(-1)?.loginId ?? '');
  await until(() => expect(states).toEqual(['connecting', 'refused']));
  expect(board.staleSinceMs).toBeGreaterThan(startedAtMs);
});

it('a token of somebody else is not taken in place: the connection begins anew with it', async () => {
  const { url } = await network.current.startGateway();
  const { teacher, anna, sessionId } = network.current.open();
  const { live, states } = await connect(url, { token: await tokenOf(teacher)() });
  live.setToken(await tokenOf(anna)());
  await until(() => expect(states).toEqual(['connecting', 'connected']));
  expect(await live.emit('attendance:mine', { sessionId })).toEqual({ sessionId, status: null });
});

it('a gateway drains while boards are watched: what was asked is answered, and every board is true afterwards', async () => {
  const first = await network.current.startGateway({ DRAIN_TIMEOUT_MS: '20000' });
  const second = await network.current.startGateway();
  let ready = first;
  const origin = await oneAddress(() => ready.url);
  const hall = network.current.open();
  const { teacher, anna, ben, session, sessionId } = hall;
  const people = [teacher, teacher, anna, ben];
  const clients = await Promise.all(people.map((person) => connect(origin, { getToken: tokenOf(person) })));
  const boards = await Promise.all(clients.map(({ live }) => live.watch(sessionId)));
  const { sessions } = network.current.standIns;
  sessions.asked.length = 0;
  // There is always one on its way.
  sessions.beforeSummary = () => setTimeout(50);
  let answered = 0;
  const asking = (async () => {
    const live = clients[0]?.live;
    while (live?.state === 'connected') {
      await live.emit('summary:get', { sessionId });
      answered += 1;
    }
  })();

  ready = second;
  const closed = first.service.close();
  await mark(hall, anna.userId);
  await until(() => expect(clients.map(({ states }) => states[0])).toEqual(people.map(() => 'connecting')));
  await mark(hall, ben.userId);
  await asking;
  expect(answered).toBe(sessions.asked.filter((verb) => verb === 'summary').length);
  await closed;

  await until(() => expect(clients.map(({ live }) => live.state)).toEqual(people.map(() => 'connected')));
  for (const board of boards) {
    const truth = { epoch: session.epoch, seq: 2, summary: { present: 2, total: 2 } };
    await until(() => expect(board.state).toMatchObject(truth));
    await until(() => expect(board.staleSinceMs).toBeUndefined());
  }
  sessions.beforeSummary = async () => undefined;
  await mark(hall, ben.userId);
  for (const board of boards) await until(() => expect(board.state.seq).toBe(3));
  expect(clients.map(({ states }) => states)).toEqual(people.map(() => ['connecting', 'connected']));
});
