import { expect, it } from 'vitest';
import type { WebSocket } from 'ws';
import { updated } from './frames.ts';
import { useNetwork } from './network.ts';
import type { RealtimeClient } from './realtime-client.ts';
import { newId } from './stand-ins/ids.ts';
import { patience, until } from './until.ts';

const network = useNetwork(1);
const KB = 1_024;

/** The WebSocket below a client, to stop reading from it. */
function webSocketOf({ socket }: RealtimeClient): WebSocket {
  return (socket.io.engine.transport as unknown as { ws: WebSocket }).ws;
}

/** An update that is large on its way: many changes of one student's. */
function large(sessionId: string, seq: number, studentId: string, bytes: number) {
  const frame = updated(sessionId, seq, studentId);
  const [change] = frame.data.changes;
  if (!change) throw new Error('no change');
  const count = Math.ceil(bytes / JSON.stringify(change).length);
  const changes = Array.from({ length: count }, (_, index) => ({ ...change, roundNumber: index + 1 }));
  return { ...frame, data: { ...frame.data, changes } };
}

/** Shows a session's frames of so many bytes, each when somebody who reads has the one before, so that none are merged. */
async function show(session: { sessionId: string; seq: number }, reader: RealtimeClient, bytes: number, count: number) {
  const { sessionId } = session;
  for (let sent = 0; sent < count; sent += 1) {
    session.seq += 1;
    await network.current.standIns.show(sessionId, large(sessionId, session.seq, newId(), bytes));
    await until(() => expect(reader.frames.at(-1)).toMatchObject({ data: { seq: session.seq } }));
  }
}

async function metric(name: string) {
  const text = await (await fetch(`${network.current.gateways[0]?.managementUrl}/metrics`)).text();
  return Number(new RegExp(`${name}.*\\} (\\d+)`).exec(text)?.[1]);
}
const skipped = () => metric('rollcall_skipped_sockets');
const openSockets = () => metric('rollcall_open_sockets\\{kind="realtime"');

/** A session with two teachers' sockets, of which one does not read. Operating systems keep some MB for each connection. */
async function openPair() {
  const { teacher, session, sessionId } = network.current.open();
  const [reader, slow] = [await network.current.realtime(teacher), await network.current.realtime(teacher)];
  for (const client of [reader, slow]) await client.answered('session:join', { sessionId });
  webSocketOf(slow).pause();
  return { session, sessionId, reader, slow };
}

async function untilSkipped(session: { sessionId: string; seq: number }, reader: RealtimeClient) {
  for (let tries = 0; (await skipped()) === 0; tries += 1) {
    expect(tries).toBeLessThan(80);
    await show(session, reader, 250 * KB, 1);
  }
}

it('skips a socket that reads slowly, and shows it a gap when it has read what waited for it', async () => {
  const { session, reader, slow } = await openPair();
  await untilSkipped(session, reader);
  await show(session, reader, 250 * KB, 8);
  expect(await skipped()).toBe(1);
  webSocketOf(slow).resume();
  const last = () => slow.frames.at(-1)?.data as { fromSeq: number; seq: number; epoch: string; changes: unknown[] };
  await until(() => expect(last()).toMatchObject({ epoch: 'epoch-1', changes: [] }));
  expect(last()).toMatchObject({ fromSeq: session.seq, seq: session.seq });
  expect(slow.frames.length).toBeLessThan(session.seq - 5);
  expect(await skipped()).toBe(0);
  await show(session, reader, KB, 1);
  await until(() => expect(last().seq).toBe(session.seq));
  expect(last().changes).not.toEqual([]);
});

it('shows a gap also when one update was missed or none, since of other frames nobody counts', async () => {
  const { session, reader, slow } = await openPair();
  await untilSkipped(session, reader);
  webSocketOf(slow).resume();
  await until(() => expect(slow.frames.at(-1)).toMatchObject({ data: { changes: [] } }));
  const [before, gap] = slow.frames.slice(-2).map(({ data }) => data as { fromSeq: number; seq: number });
  expect(gap?.fromSeq).toBeGreaterThan((before?.seq ?? 0) + 1);
  expect(before?.seq).toBeGreaterThanOrEqual(session.seq - 1);
});

it('who left a session while being skipped does not come back into it', async () => {
  const { session, sessionId, reader, slow } = await openPair();
  await untilSkipped(session, reader);
  slow.socket.emit('session:leave', { sessionId });
  // Its answer waits behind the rest; by then the gateway has handled it.
  const left = network.current.realtime(network.current.open().teacher);
  await (await left).refused('nothing', {});
  webSocketOf(slow).resume();
  await until(async () => expect(await skipped()).toBe(0));
  await show(session, reader, KB, 2);
  expect(await slow.refused('nothing', {})).toBe('unknown_event');
  expect(slow.frames.every(({ data }) => (data as { changes: unknown[] }).changes.length > 0)).toBe(true);
  expect(slow.frames.at(-1)).not.toMatchObject({ data: { seq: session.seq } });
});

it('closes a socket that reads nothing for ten seconds', async () => {
  const { session, reader, slow } = await openPair();
  const before = await openSockets();
  await untilSkipped(session, reader);
  const startedAtMs = performance.now();
  await expect.poll(openSockets, { ...patience, timeout: 15_000 }).toBe(before - 1);
  expect(performance.now() - startedAtMs).toBeGreaterThan(8_000);
  await until(async () => expect(await skipped()).toBe(0));
  webSocketOf(slow).resume();
  await until(() => expect(slow.socket.connected).toBe(false));
  expect(reader.socket.connected).toBe(true);
}, 40_000);

it('closes a socket with more than 1 MB unsent at once', async () => {
  const { standIns } = network.current;
  const { teacher, classId } = network.current.open();
  const [slow, other] = [await network.current.realtime(teacher), await network.current.realtime(teacher)];
  // Together more than an operating system keeps for a connection.
  const sessions = Array.from({ length: 10 }, () => standIns.sessions.start(classId, teacher.userId, []));
  for (const { sessionId } of sessions) await slow.answered('session:join', { sessionId });
  const before = await openSockets();
  webSocketOf(slow).pause();
  const startedAtMs = performance.now();
  for (const { sessionId } of sessions) await standIns.show(sessionId, large(sessionId, 1, newId(), 900 * KB));
  await until(async () => expect(await openSockets()).toBe(before - 1));
  expect(performance.now() - startedAtMs).toBeLessThan(8_000);
  expect(await other.refused('nothing', {})).toBe('unknown_event');
});
