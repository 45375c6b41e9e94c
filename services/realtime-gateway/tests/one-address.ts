import { once } from 'node:events';
import { type AddressInfo, connect, createServer } from 'node:net';
import { onTestFinished } from 'vitest';

/** One address for several gateways, as the edge is: a new connection goes to the one that is ready now. */
export async function oneAddress(readyUrl: () => string): Promise<string> {
  const server = createServer((socket) => {
    const { hostname, port } = new URL(readyUrl());
    const upstream = connect(Number(port), hostname);
    const end = () => {
      socket.destroy();
      upstream.destroy();
    };
    for (const one of [socket, upstream]) one.on('error', end).on('close', end);
    socket.pipe(upstream).pipe(socket);
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  onTestFinished(() => void server.close());
  return `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
}
