import type { IncomingMessage } from 'node:http';
import type { Socket } from 'node:net';
import { proxyUpgrade } from 'httpxy';
import { OneConnection, open } from './connect.ts';
import { forwardedHeaders } from './headers.ts';
import { refuseUpgrade } from './refuse.ts';
import type { ReplicaPool } from './replica-pool.ts';

const UPGRADE_MS = 30_000;

export interface Upgrade {
  request: IncomingMessage;
  socket: Socket;
  /** The first bytes after the request, if they have come already. */
  head: Buffer;
}

/**
 * Joins a client that wants a WebSocket with the next replica that takes a connection. Resolves when both are joined or the
 * client has its refusal; rejects when the replica did not upgrade, which the client has been told.
 */
export async function forwardUpgrade({ request, socket, head }: Upgrade, pool: ReplicaPool, requestId: string) {
  const upstream = await openNext(pool);
  if (!upstream) return refuseUpgrade(socket, requestId);
  socket.once('close', () => upstream.socket.destroySoon());
  upstream.socket.once('close', () => socket.destroySoon());
  await proxyUpgrade(upstream.url, request, socket, head, {
    agent: new OneConnection(upstream.socket),
    headers: forwardedHeaders(request, requestId),
    xfwd: false,
    upgradeTimeout: UPGRADE_MS,
  });
}

async function openNext(pool: ReplicaPool): Promise<{ url: string; socket: Socket } | undefined> {
  for (const url of pool.inTurn()) {
    const { hostname, port } = new URL(url);
    try {
      return { url, socket: await open(hostname, Number(port)) };
    } catch {
      pool.skip(url);
    }
  }
  return undefined;
}
