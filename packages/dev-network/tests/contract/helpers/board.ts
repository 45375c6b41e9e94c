import type { Acknowledgement, Snapshot } from '@rollcall/contracts';
import { io } from 'socket.io-client';
import { expect, onTestFinished } from 'vitest';
import type { Origin } from './http.ts';

const PATIENCE_MS = 5_000;

/** A Socket.IO connection that keeps what arrives, by event. */
export interface Board {
  ask(event: string, request: object): Promise<Acknowledgement>;
  join(sessionId: string): Promise<Snapshot>;
  /** The next frame of this event that has not been taken yet. */
  next<Data>(event: string): Promise<Data>;
  /** Every frame of this event so far. */
  received(event: string): unknown[];
  /** Resolves when the connection is over. */
  closed: Promise<void>;
}

/** Connects with `token`; rejects with the server's reason when refused. Closed when the test ends. */
export async function openBoard(origin: Origin, token: string): Promise<Board> {
  const socket = io(origin.url, { transports: ['websocket'], auth: { token }, forceNew: true, reconnection: false });
  onTestFinished(() => void socket.disconnect());
  const frames: { event: string; data: unknown }[] = [];
  const taken = new Map<string, number>();
  socket.onAny((event, data) => frames.push({ event, data }));
  await new Promise<void>((resolve, reject) => socket.once('connect', resolve).once('connect_error', reject));

  const received = (event: string) => frames.filter((frame) => frame.event === event).map(({ data }) => data);
  const ask = (event: string, request: object): Promise<Acknowledgement> =>
    socket.timeout(PATIENCE_MS).emitWithAck(event, request);
  return {
    ask,
    async join(sessionId) {
      const answer = await ask('session:join', { sessionId });
      expect(answer).toEqual({ ok: true, data: expect.any(Object) });
      return (answer as { data: Snapshot }).data;
    },
    async next<Data>(event: string) {
      const index = taken.get(event) ?? 0;
      taken.set(event, index + 1);
      await expect.poll(() => received(event).length, { timeout: PATIENCE_MS, interval: 5 }).toBeGreaterThan(index);
      return received(event)[index] as Data;
    },
    received,
    closed: new Promise((resolve) => socket.once('disconnect', () => resolve())),
  };
}
