import { type IncomingMessage, type Server, STATUS_CODES } from 'node:http';
import type { Duplex } from 'node:stream';
import type { ErrorCode } from '@rollcall/contracts';
import { AppError, failureBody, type IdSource, type OriginCheck } from '@rollcall/service-kit';

/** Takes over the connections of one kind of socket. */
export type Upgrade = (request: IncomingMessage, socket: Duplex, head: Buffer) => void | Promise<void>;

export interface UpgradeRules {
  ids: IdSource;
  checkOrigin: OriginCheck;
  byPath: ReadonlyMap<string, Upgrade>;
  isDraining: () => boolean;
}

/**
 * Hands each WebSocket handshake to the owner of its path. Other paths are refused with 404, pages of origins that are not
 * allowed with 403 (browsers let every page open a WebSocket), and all with 503 once `isDraining` says so.
 */
export function routeUpgrades(server: Server, { ids, checkOrigin, byPath, isDraining }: UpgradeRules): void {
  server.on('upgrade', (request, socket, head) => {
    const upgrade = byPath.get(request.url?.split('?')[0] ?? '');
    if (isDraining()) refuse(socket, 'try_again', ids.unique());
    else if (!upgrade) refuse(socket, 'route_not_found', ids.unique());
    else if (checkOrigin(request) === 'refused') refuse(socket, 'origin_refused', ids.unique());
    else void upgrade(request, socket, head);
  });
}

function refuse(socket: Duplex, code: ErrorCode, requestId: string): void {
  const error = new AppError(code);
  const body = JSON.stringify(failureBody(error, requestId));
  const retry = error.retryAfterSeconds === undefined ? '' : `Retry-After: ${error.retryAfterSeconds}\r\n`;
  socket.on('error', () => socket.destroy());
  socket.end(
    `HTTP/1.1 ${error.status} ${STATUS_CODES[error.status]}\r\nContent-Type: application/json\r\n${retry}` +
      `Content-Length: ${Buffer.byteLength(body)}\r\nConnection: close\r\n\r\n${body}`,
    () => socket.destroy(),
  );
}
