// What the machine itself takes for a round trip meanwhile: two sockets of one process that does nothing else.
import { once } from 'node:events';
import { type AddressInfo, connect, createServer } from 'node:net';
import { monotonicMs } from '../lib/clock.ts';
import { serve } from '../lib/forked.ts';
import { quantile } from '../lib/statistics.ts';

const EVERY_MS = 20;
const BYTES = Buffer.alloc(200);

let times: number[] = [];

const operations = {
  start(): void {
    times = [];
  },
  /** The 99th percentile since the start, ms. */
  p99: () => quantile(times, 0.99),
};
export type EchoOperations = typeof operations;

const server = createServer({ noDelay: true }, (socket) => socket.pipe(socket)).listen(0, '127.0.0.1');
await once(server, 'listening');
const socket = connect({ port: (server.address() as AddressInfo).port, host: '127.0.0.1', noDelay: true });
let sentAtMs = 0;
socket.on('data', () => times.push(monotonicMs() - sentAtMs));
setInterval(() => {
  sentAtMs = monotonicMs();
  socket.write(BYTES);
}, EVERY_MS);

serve(operations);
