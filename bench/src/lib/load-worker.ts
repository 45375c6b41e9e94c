/*
 * The load generator's process. It speaks HTTP/1.1 over plain sockets with requests that are ready made, so that it takes
 * little of the CPU that the measured processes share with it.
 */
import { connect, type Socket } from 'node:net';
import type { LoadOrder, LoadReport, LoadUpdate } from './load.ts';

const HEADER_END = '\r\n\r\n';
let order: LoadOrder | undefined;
let bodies: string[] = [];

process.on('message', (message: LoadOrder | LoadUpdate) => {
  if ('bodies' in message && !('port' in message)) bodies = message.bodies;
  else if ('port' in message) start(message).then((report) => process.send?.(report));
});

async function start(wanted: LoadOrder): Promise<LoadReport> {
  order = wanted;
  bodies = wanted.bodies;
  const { connections, requests, ratePerSecond, stopAfterMs } = order;
  const times = new Float64Array(requests);
  const statuses: Record<number, number> = {};
  const startedAtMs = performance.now();
  let sent = 0;
  let done = 0;

  /** The number of the next request, when it is its turn; undefined when there is none any more. */
  function take(): number | undefined {
    const isOver = sent >= requests || performance.now() - startedAtMs > stopAfterMs;
    return isOver ? undefined : sent++;
  }

  const dueAtMs = (number: number) => startedAtMs + (ratePerSecond ? (number * 1000) / ratePerSecond : 0);

  function work(socket: Socket): Promise<void> {
    return new Promise((resolve, reject) => {
      let number = -1;
      let sentAtMs = 0;
      let received = '';
      const next = () => {
        const taken = take();
        if (taken === undefined) return void resolve();
        number = taken;
        const waitMs = dueAtMs(number) - performance.now();
        if (waitMs > 0) setTimeout(send, waitMs);
        else send();
      };
      const send = () => {
        // At a fixed rate a request that had to wait for a connection has waited, too.
        sentAtMs = ratePerSecond ? dueAtMs(number) : performance.now();
        socket.write(requestOf(number));
      };
      socket.on('data', (chunk) => {
        received += chunk.toString('latin1');
        const end = received.indexOf(HEADER_END);
        if (end < 0) return;
        const length = Number(/content-length: (\d+)/i.exec(received)?.[1] ?? 0);
        if (received.length < end + HEADER_END.length + length) return;
        const status = Number(received.slice(9, 12));
        received = '';
        times[done++] = performance.now() - sentAtMs;
        statuses[status] = (statuses[status] ?? 0) + 1;
        next();
      });
      socket.once('error', reject);
      socket.once('close', () => reject(new Error('a connection was closed')));
      next();
    });
  }

  const sockets = await Promise.all(Array.from({ length: connections }, () => open(wanted.port)));
  await Promise.all(sockets.map(work));
  const elapsedMs = performance.now() - startedAtMs;
  for (const socket of sockets) socket.removeAllListeners('close').destroy();
  return { elapsedMs, statuses, times: [...times.subarray(0, done)] };
}

function requestOf(number: number): string {
  if (!order) return '';
  const { path, tokens, perBody } = order;
  const body = bodies[Math.floor(number / perBody) % bodies.length] ?? '';
  const token = tokens[number % tokens.length] ?? '';
  return `POST ${path} HTTP/1.1\r\nhost: bench\r\nauthorization: Bearer ${token}\r\ncontent-type: application/json\r\ncontent-length: ${body.length}${HEADER_END}${body}`;
}

function open(port: number): Promise<Socket> {
  return new Promise((resolve, reject) => {
    const socket = connect({ port, host: '127.0.0.1', noDelay: true });
    socket.once('connect', () => resolve(socket));
    socket.once('error', reject);
  });
}
