import { expect, onTestFinished } from 'vitest';
import WebSocket from 'ws';
import type { Origin } from './http.ts';

const PATIENCE_MS = 5_000;

export interface Frame {
  event: string;
  data: unknown;
  receivedAtMs: number;
}

/** One socket of the classic endpoint. Every frame that arrives is kept until it is asked for. */
export interface ClassicSocket {
  /** Sends `{event, data}`; without `data` the key is left out. */
  send(event: string, data?: unknown): void;
  sendRaw(message: string | Buffer): void;
  /** The next frame, whatever it is. */
  take(): Promise<Frame>;
  /** The data of the next frame, which must be of this event: what came before it would be in its place. */
  next(event: string): Promise<unknown>;
  /** Resolves with the close code. */
  closed: Promise<number>;
  isOpen(): boolean;
}

/** Opens a socket with `token` in the query, with no query at all without one. Closed when the test ends. */
export async function openSocket(origin: Origin, token?: string): Promise<ClassicSocket> {
  const query = token === undefined ? '' : `?token=${token}`;
  const socket = new WebSocket(`${origin.url.replace('http', 'ws')}/ws${query}`);
  const frames: Frame[] = [];
  let arrived = Promise.withResolvers<void>();
  socket.on('message', (message, isBinary) => {
    expect(isBinary).toBe(false);
    frames.push({ ...JSON.parse(message.toString()), receivedAtMs: performance.now() });
    arrived.resolve();
  });
  socket.on('error', () => {}); // a cut connection is told by `closed`
  const closed = new Promise<number>((resolve) => socket.once('close', resolve));
  onTestFinished(() => socket.terminate());
  await new Promise((resolve, reject) => socket.once('open', resolve).once('error', reject));

  async function take(): Promise<Frame> {
    const deadline = performance.now() + PATIENCE_MS;
    for (;;) {
      const frame = frames.shift();
      if (frame) return frame;
      arrived = Promise.withResolvers();
      const timer = setTimeout(arrived.resolve, Math.max(0, deadline - performance.now()));
      await arrived.promise;
      clearTimeout(timer);
      if (frames.length === 0 && performance.now() >= deadline) throw new Error(`no frame in ${PATIENCE_MS} ms`);
    }
  }

  return {
    send: (event, data) => socket.send(JSON.stringify({ event, data })),
    sendRaw: (message) => socket.send(message),
    take,
    async next(event) {
      const frame = await take();
      expect(frame).toEqual({ event, data: expect.anything(), receivedAtMs: expect.any(Number) });
      return frame.data;
    },
    closed,
    isOpen: () => socket.readyState === WebSocket.OPEN,
  };
}

export function openSockets(origin: Origin, token: string, count: number): Promise<ClassicSocket[]> {
  return Promise.all(Array.from({ length: count }, () => openSocket(origin, token)));
}
