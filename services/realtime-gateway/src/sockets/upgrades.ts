import { type IncomingMessage, type Server, STATUS_CODES } from 'node:http';
import type { Duplex } from 'node:stream';
import type { ErrorCode } from '@rollcall/contracts';
import { AppError, failureBody, type IdSource } from '@rollcall/service-kit';

/** Takes over the connections of one kind of socket. */
export type Upgrade = (request: IncomingMessage, socket: Duplex, head: Buffer) => void | Promise<void>;

/**
 * Hands each WebSocket handshake to the owner of its path; other paths are refused with 404, all of them with 503 once
 * `isDraining` says so.
 */
export function routeUpgrades(
  server: Server,
  ids: IdSource,
  byPath: ReadonlyMap<string, Upgrade>,
  isDraining: () => boolean,
): void {
  server.on('upgrade', (request, socket, head) => {
    const upgrade = byPath.get(request.url?.split('?')[0] ?? '');
    if (isDraining()) refuse(socket, 'try_again', ids.unique());
    else if (upgrade) void upgrade(request, socket, head);
    else refuse(socket, 'route_not_found', ids.unique());
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
