/*
 * The hand-written floor of a fan-out: hears a message of NATS that is one WebSocket frame, ready made, and writes it to each
 * of its sockets. Nobody is asked who he is.
 */
import { createServer as createHttpServer } from 'node:http';
import { createServer, type Socket } from 'node:net';
import { connectTestBus } from '@rollcall/service-kit/testing';
import { FLOOR_SUBJECT } from './floor-subject.ts';

const { PORT, MANAGEMENT_PORT, NATS_URL = '' } = process.env;
const SWITCHING = 'HTTP/1.1 101 Switching Protocols\r\nUpgrade: websocket\r\nConnection: Upgrade\r\n\r\n';
const BACKLOG = 4_096;

const sockets = new Set<Socket>();
const { connection } = await connectTestBus(NATS_URL);
connection.subscribe(FLOOR_SUBJECT, {
  callback: (_error, { data }) => {
    for (const socket of sockets) socket.write(data);
  },
});
await connection.flush();

const server = createServer({ noDelay: true }, (socket) => {
  socket.once('data', () => {
    socket.write(SWITCHING);
    sockets.add(socket);
  });
  socket.on('error', () => socket.destroy());
  socket.once('close', () => sockets.delete(socket));
});
server.listen({ port: Number(PORT), host: '127.0.0.1', backlog: BACKLOG });
createHttpServer((_, response) => response.end('{}')).listen(Number(MANAGEMENT_PORT), '127.0.0.1');
process.once('SIGTERM', () => process.exit(0));
