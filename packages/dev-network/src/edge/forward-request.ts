import type { Agent, IncomingMessage, ServerResponse } from 'node:http';
import type { ProxyServer } from 'httpxy';
import { ReplicaUnreachable } from './connect.ts';
import { forwardedHeaders, readHopByHop } from './headers.ts';
import { refuse } from './refuse.ts';
import type { ReplicaPool } from './replica-pool.ts';

const UPSTREAM_MS = 30_000;

export interface RequestRoute {
  proxy: ProxyServer;
  agent: Agent;
  pool: ReplicaPool;
  requestId: string;
}

/** Sends a request to the next replica that takes a connection; resolves when the answer is out. Never rejects. */
export async function forwardRequest(request: IncomingMessage, response: ServerResponse, route: RequestRoute) {
  const { proxy, agent, pool, requestId } = route;
  readHopByHop(request.headers);
  const headers = { ...forwardedHeaders(request, requestId), connection: 'keep-alive' };
  for (const target of pool.inTurn()) {
    try {
      return await proxy.web(request, response, { target, agent, headers, proxyTimeout: UPSTREAM_MS });
    } catch (error) {
      if (!(error instanceof ReplicaUnreachable)) break;
      pool.skip(target);
    }
  }
  refuse(response, requestId);
}
