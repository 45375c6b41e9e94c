import { type ClassicFrame, classicFrame } from '@rollcall/contracts';
import { RollcallError } from '../rollcall-error.ts';

const TIMEOUT_MS = 5_000;

export interface ClassicConnection {
  /** Every frame that came, in order, taken or not. */
  readonly frames: readonly ClassicFrame[];
  /** Resolves when the connection has ended, whoever ended it. */
  readonly closed: Promise<void>;
  send(event: string, data?: unknown): void;
  /** Sends a text frame as it is. */
  sendText(text: string): void;
  /**
   * Takes the next frame not taken yet, or the next of one event; frames of other events stay. Rejects when none comes
   * within `timeoutMs` (default 5,000) or the connection ends.
   */
  next(event?: string, timeoutMs?: number): Promise<ClassicFrame>;
  close(): void;
}

interface Taker {
  event: string | undefined;
  take(frame: ClassicFrame): void;
  fail(error: Error): void;
}

/** Connects to the classic `/ws`; resolves when it is open. A missing or bad token is told by a frame, not by a refusal. */
export async function connectClassic({ origin, token }: { origin: string; token?: string | undefined }) {
  const url = new URL('/ws', origin);
  url.protocol = url.protocol === 'https:' ? 'wss:' : 'ws:';
  if (token !== undefined) url.searchParams.set('token', token);
  const socket = new WebSocket(url);
  const connection = follow(socket);
  await opened(socket);
  return connection;
}

function follow(socket: WebSocket): ClassicConnection {
  const frames: ClassicFrame[] = [];
  const queue: ClassicFrame[] = [];
  const takers = new Set<Taker>();

  socket.addEventListener('message', ({ data }) => {
    const frame = classicFrame.parse(JSON.parse(String(data)));
    frames.push(frame);
    const taker = [...takers].find(({ event }) => event === undefined || event === frame.event);
    if (taker) taker.take(frame);
    else queue.push(frame);
  });
  const closed = new Promise<void>((resolve) => {
    socket.addEventListener('close', () => {
      for (const taker of [...takers])
        taker.fail(new RollcallError({ code: 'offline', message: 'The connection ended' }));
      resolve();
    });
  });

  return {
    frames,
    closed,
    send: (event, data) => socket.send(JSON.stringify({ event, data })),
    sendText: (text) => socket.send(text),
    close: () => socket.close(),
    async next(event, timeoutMs = TIMEOUT_MS) {
      const index = queue.findIndex((frame) => event === undefined || frame.event === event);
      const [frame] = index < 0 ? [] : queue.splice(index, 1);
      if (frame) return frame;
      if (socket.readyState !== WebSocket.OPEN) {
        throw new RollcallError({ code: 'offline', message: 'The connection has ended' });
      }
      return nextOf(takers, event, timeoutMs);
    },
  };
}

function nextOf(takers: Set<Taker>, event: string | undefined, timeoutMs: number): Promise<ClassicFrame> {
  return new Promise((resolve, reject) => {
    const done = () => {
      clearTimeout(timer);
      takers.delete(taker);
    };
    const taker: Taker = {
      event,
      take(frame) {
        done();
        resolve(frame);
      },
      fail(error) {
        done();
        reject(error);
      },
    };
    const timer = setTimeout(() => taker.fail(new Error(`no ${event ?? 'frame'} within ${timeoutMs} ms`)), timeoutMs);
    takers.add(taker);
  });
}

function opened(socket: WebSocket): Promise<void> {
  return new Promise((resolve, reject) => {
    socket.addEventListener('open', () => resolve(), { once: true });
    socket.addEventListener('error', (cause) => reject(new RollcallError({ code: 'offline', cause })), { once: true });
  });
}
