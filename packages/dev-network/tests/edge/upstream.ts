import { once } from 'node:events';
import { createServer, type IncomingHttpHeaders, type RequestListener } from 'node:http';
import type { AddressInfo } from 'node:net';
import type { ServiceName } from '@rollcall/contracts';
import { createLogger, type Logger } from '@rollcall/service-kit';
import { onTestFinished } from 'vitest';
import { WebSocketServer } from 'ws';
import { createEdge } from '../../src/edge/edge.ts';
import { perService } from '../../src/network/per-service.ts';

export interface Upstream {
  url: string;
  stop(): void;
}

/** What an upstream heard, as it answers it. */
export interface Heard {
  name: string;
  method: string;
  url: string;
  headers: IncomingHttpHeaders;
  body: string;
}

/** A server that answers with what it heard; WebSockets get their messages back with its name before them. */
export async function startUpstream(name: string, listener = sayWhatWasHeard(name), port = 0): Promise<Upstream> {
  const server = createServer(listener);
  const sockets = new WebSocketServer({ noServer: true });
  server.on('upgrade', (request, socket, head) => {
    sockets.handleUpgrade(request, socket, head, (client) => {
      client.on('message', (data) => client.send(`${name}: ${data}`));
    });
  });
  server.listen(port, '127.0.0.1');
  await once(server, 'listening');
  const stop = () => {
    for (const client of sockets.clients) client.terminate();
    server.close();
    server.closeAllConnections();
  };
  onTestFinished(stop);
  return { url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`, stop };
}

function sayWhatWasHeard(name: string): RequestListener {
  return async (request, response) => {
    let body = '';
    for await (const chunk of request) body += chunk;
    const { method, url, headers } = request;
    response.setHeader('content-type', 'application/json');
    response.end(JSON.stringify({ name, method, url, headers, body }));
  };
}

/** An edge before the given upstreams; services without one are down. Resolves with its origin. */
export async function startEdge(
  given: Partial<Record<ServiceName, Upstream[]>>,
  log: Logger = createLogger('edge', 'silent'),
): Promise<string> {
  const upstreams = perService((name) => (given[name] ?? []).map(({ url }) => url));
  const edge = createEdge({ upstreams, log });
  const port = await edge.start(0, ['127.0.0.1']);
  onTestFinished(() => edge.close());
  return `http://127.0.0.1:${port}`;
}
