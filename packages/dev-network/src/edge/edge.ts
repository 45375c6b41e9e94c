import type { IncomingMessage, Server, ServerResponse } from 'node:http';
import type { Socket } from 'node:net';
import { type ServiceName, serviceNames, serviceOf } from '@rollcall/contracts';
import {
  closeServer,
  createIdSource,
  createPublicServer,
  type Logger,
  listen,
  requestIdOf,
  systemClock,
} from '@rollcall/service-kit';
import { createProxyServer } from 'httpxy';
import { StandingConnections } from './connect.ts';
import { forwardRequest } from './forward-request.ts';
import { forwardUpgrade } from './forward-upgrade.ts';
import { dropHopByHop } from './headers.ts';
import { ReplicaPool } from './replica-pool.ts';

const IN_FLIGHT_MS = 5_000;

export interface EdgeOptions {
  /** The base URLs of each service's replicas. */
  upstreams: Record<ServiceName, readonly string[]>;
  log: Logger;
}

export interface Edge {
  /** Listens on one port of all hosts (0: a free one); resolves with the port. */
  start(port: number, hosts: readonly string[]): Promise<number>;
  /** Lets requests in flight finish and cuts WebSockets. */
  close(): Promise<void>;
}

/** One origin in front of all services, HTTP and WebSocket, by the contracts' table of paths. */
export function createEdge({ upstreams, log }: EdgeOptions): Edge {
  const pools = new Map(serviceNames.map((name) => [name, new ReplicaPool(upstreams[name])] as const));
  const newRequestId = createIdSource(systemClock).unique;
  const agent = new StandingConnections();
  const proxy = createProxyServer();
  const servers: Server[] = [];
  const upgraded = new Set<Socket>();
  // How long a connection to a replica lives is between edge and replica.
  proxy.on('proxyRes', ({ headers }) => dropHopByHop(headers));

  function accept(request: IncomingMessage) {
    const service = serviceOf(pathOf(request));
    const requestId = requestIdOf(request.headers['x-request-id'], newRequestId);
    return { service, requestId, pool: pools.get(service) as ReplicaPool };
  }

  function onRequest(request: IncomingMessage, response: ServerResponse) {
    const startedAt = performance.now();
    const { service, requestId, pool } = accept(request);
    response.once('close', () => {
      const status = response.writableFinished ? response.statusCode : 499;
      const ms = Math.round((performance.now() - startedAt) * 10) / 10;
      log.info({ requestId, method: request.method, service, status, ms }, 'request');
    });
    void forwardRequest(request, response, { proxy, agent, pool, requestId });
  }

  function onUpgrade(request: IncomingMessage, socket: Socket, head: Buffer) {
    const { service, requestId, pool } = accept(request);
    upgraded.add(socket);
    socket.once('close', () => upgraded.delete(socket));
    socket.on('error', (error) => log.debug({ requestId, service, err: error }, 'client connection'));
    forwardUpgrade({ request, socket, head }, pool, requestId).then(
      () => log.info({ requestId, service }, 'upgrade'),
      (error) => log.info({ requestId, service, err: error }, 'no upgrade'),
    );
  }

  return {
    async start(port, hosts) {
      let chosen = port;
      for (const host of hosts) {
        const server = createPublicServer(onRequest, newRequestId);
        server.on('upgrade', onUpgrade);
        chosen = await listen(server, chosen, host);
        servers.push(server);
      }
      return chosen;
    },
    async close() {
      const closed = servers.map((server) => closeServer(server, IN_FLIGHT_MS));
      for (const socket of upgraded) socket.destroySoon();
      await Promise.all(closed);
      agent.destroy();
    },
  };
}

/** The path as it came: nothing is decoded and no dots are resolved, so that edge and service cannot differ about it. */
function pathOf(request: IncomingMessage): string {
  return (request.url ?? '').split('?', 1)[0] ?? '';
}
