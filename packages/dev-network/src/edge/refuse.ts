import { type ServerResponse, STATUS_CODES } from 'node:http';
import type { Socket } from 'node:net';
import { AppError, failureBody } from '@rollcall/service-kit';

/** Answers 503 in our shape, or breaks the answer off when it has begun. */
export function refuse(response: ServerResponse, requestId: string): void {
  if (response.headersSent) return void response.destroy();
  const { status, headers, body } = refusal(requestId);
  response.writeHead(status, headers).end(body);
}

/** The same on the bare connection of an upgrade. */
export function refuseUpgrade(socket: Socket, requestId: string): void {
  const { status, headers, body } = refusal(requestId);
  const lines = Object.entries({ ...headers, Connection: 'close' }).map(([name, value]) => `${name}: ${value}`);
  socket.end([`HTTP/1.1 ${status} ${STATUS_CODES[status]}`, ...lines, '', body].join('\r\n'));
}

function refusal(requestId: string) {
  const error = new AppError('try_again');
  const body = JSON.stringify(failureBody(error, requestId));
  const headers = {
    'Content-Type': 'application/json; charset=utf-8',
    'Content-Length': Buffer.byteLength(body),
    'Retry-After': String(error.retryAfterSeconds),
    'X-Request-Id': requestId,
  };
  return { status: error.status, headers, body };
}
