import { type IncomingMessage, type Server, STATUS_CODES } from 'node:http';
import type { Duplex } from 'node:stream';
import { AppError, failureBody, type IdSource, type Logger, type OriginCheck, toAppError } from '@rollcall/service-kit';
import type { AddressLimit } from './address-limit.ts';
import type { Turns } from './turns.ts';

const ADDRESS_RETRY_SECONDS = 10;

/** Takes over the connections of one kind of socket; what it throws is the answer to the handshake. */
export type Upgrade = (request: IncomingMessage, socket: Duplex, head: Buffer) => void | Promise<void>;

export interface UpgradeRules {
  ids: IdSource;
  log: Logger;
  checkOrigin: OriginCheck;
  byPath: ReadonlyMap<string, Upgrade>;
  addresses: AddressLimit;
  handshakes: Turns;
  isDraining: () => boolean;
}

/**
 * Hands each WebSocket handshake to the owner of its path. Other paths are refused with 404, pages of origins that are not
 * allowed with 403 (browsers let every page open a WebSocket), addresses with too many sockets with 429, and all with 503
 * while too many handshakes wait and once `isDraining` says so.
 */
export function routeUpgrades(server: Server, rules: UpgradeRules): void {
  server.on('upgrade', async (request, socket, head) => {
    socket.on('error', () => socket.destroy());
    try {
      await choose(request, socket, rules)(request, socket, head);
    } catch (error) {
      const problem = toAppError(error);
      if (problem.code === 'internal') rules.log.error({ err: error }, 'handshake');
      refuse(socket, problem, rules.ids.unique());
    }
  });
}

function choose(request: IncomingMessage, socket: Duplex, rules: UpgradeRules): Upgrade {
  const upgrade = rules.byPath.get(request.url?.split('?')[0] ?? '');
  if (rules.isDraining()) throw new AppError('try_again');
  if (!upgrade) throw new AppError('route_not_found');
  if (rules.checkOrigin(request) === 'refused') throw new AppError('origin_refused');
  if (rules.handshakes.isFull) throw new AppError('try_again');
  if (!rules.addresses.admit(request, socket)) {
    throw new AppError('too_many_sockets', { retryAfterSeconds: ADDRESS_RETRY_SECONDS });
  }
  return upgrade;
}

function refuse(socket: Duplex, error: AppError, requestId: string): void {
  const body = JSON.stringify(failureBody(error, requestId));
  const retry = error.retryAfterSeconds === undefined ? '' : `Retry-After: ${error.retryAfterSeconds}\r\n`;
  socket.end(
    `HTTP/1.1 ${error.status} ${STATUS_CODES[error.status]}\r\nContent-Type: application/json\r\n${retry}` +
      `Content-Length: ${Buffer.byteLength(body)}\r\nConnection: close\r\n\r\n${body}`,
    () => socket.destroy(),
  );
}
