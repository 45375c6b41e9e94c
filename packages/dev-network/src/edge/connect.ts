import { Agent, type ClientRequestArgs } from 'node:http';
import { connect, type Socket } from 'node:net';
import type { Duplex } from 'node:stream';

const CONNECT_MS = 2_000;

/** A replica took no connection, so nothing of the request has reached it. */
export class ReplicaUnreachable extends Error {}

/** Opens a connection; resolves when it stands. */
export function open(host: string, port: number): Promise<Socket> {
  return new Promise((resolve, reject) => {
    const socket = connect({ host, port, noDelay: true, keepAlive: true });
    const fail = (cause?: Error) => {
      socket.destroy();
      reject(new ReplicaUnreachable(`${host}:${port} took no connection`, { cause }));
    };
    socket.setTimeout(CONNECT_MS, fail);
    socket.once('error', fail);
    socket.once('connect', () => {
      socket.setTimeout(0).off('timeout', fail).off('error', fail);
      resolve(socket);
    });
  });
}

/**
 * Keeps connections alive, and hands a new one out only when it stands: a request whose replica is down fails before any of
 * its body is read, so that it can go to another.
 */
export class StandingConnections extends Agent {
  constructor() {
    super({ keepAlive: true, maxFreeSockets: 1_024 });
  }

  override createConnection(
    { host, port }: ClientRequestArgs,
    done?: (error: Error | null, socket: Duplex) => void,
  ): undefined {
    const failed = (error: Error) => done?.(error, undefined as never);
    open(String(host), Number(port)).then((socket) => done?.(null, socket), failed);
  }
}

/** Hands out one connection that stands already. */
export class OneConnection extends Agent {
  readonly #socket: Socket;

  constructor(socket: Socket) {
    super();
    this.#socket = socket;
  }

  override createConnection(): Socket {
    return this.#socket;
  }
}
