/** The floor of an open connection: the library `ws` alone, and nobody is asked who he is. */
import { createServer } from 'node:http';
import { WebSocketServer } from 'ws';

const { PORT, MANAGEMENT_PORT } = process.env;
const BACKLOG = 4_096;

const server = createServer();
const sockets = new WebSocketServer({ server, perMessageDeflate: false });
sockets.on('connection', (socket) => socket.on('error', () => socket.terminate()));
server.listen({ port: Number(PORT), host: '127.0.0.1', backlog: BACKLOG });
createServer((_, response) => response.end('{}')).listen(Number(MANAGEMENT_PORT), '127.0.0.1');
process.once('SIGTERM', () => process.exit(0));
