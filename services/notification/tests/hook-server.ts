import { once } from 'node:events';
import { createServer, type IncomingHttpHeaders, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { text } from 'node:stream/consumers';

export interface HookRequest {
  path: string;
  headers: IncomingHttpHeaders;
  body: string;
  atMs: number;
}

export type HookServer = Awaited<ReturnType<typeof startHookServer>>;

/** An integrator's server: keeps what it is sent, and answers as `answer` says; 204 without. */
export async function startHookServer(answer?: (response: ServerResponse, request: HookRequest) => void) {
  const requests: HookRequest[] = [];
  const server = createServer(async (incoming, response) => {
    const body = await text(incoming);
    const request = { path: incoming.url ?? '', headers: incoming.headers, body, atMs: Date.now() };
    requests.push(request);
    if (answer) answer(response, request);
    else response.writeHead(204).end();
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  const { port } = server.address() as AddressInfo;
  return {
    port,
    url: `http://127.0.0.1:${port}/hook`,
    /** In the order in which they came; grows. */
    requests,
    async close() {
      server.closeAllConnections();
      server.close();
      await once(server, 'close');
    },
  };
}
