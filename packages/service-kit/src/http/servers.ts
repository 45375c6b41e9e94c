import { once } from 'node:events';
import { createServer, type IncomingMessage, type RequestListener, type Server, STATUS_CODES } from 'node:http';
import type { AddressInfo, Socket } from 'node:net';
import { AppError } from '../app-error.ts';
import type { Health } from '../health.ts';
import type { Metrics } from '../metrics.ts';
import { failureBody } from './errors.ts';

const KEEP_ALIVE_MS = 72_000; // Longer than an ingress keeps idle connections, so that it is the one to close them.
const HEADERS_MS = 10_000;
const REQUEST_MS = 30_000;
const MAX_HEADER_BYTES = 16_384;

/** A public HTTP server that answers nothing slower or larger than it should; what is no HTTP gets our error shape. */
export function createPublicServer(listener: RequestListener, newRequestId: () => string): Server {
  // An offer of HTTP/2 (`Upgrade: h2c`, which some clients make with every request) is answered as the request it is.
  const shouldUpgradeCallback = (request: IncomingMessage): boolean =>
    server.listenerCount('upgrade') > 0 && request.headers.upgrade?.toLowerCase() === 'websocket';
  const server = createServer({ maxHeaderSize: MAX_HEADER_BYTES, shouldUpgradeCallback }, listener);
  server.keepAliveTimeout = KEEP_ALIVE_MS;
  server.headersTimeout = HEADERS_MS;
  server.requestTimeout = REQUEST_MS;
  server.on('clientError', (problem: NodeJS.ErrnoException, socket: Socket) => {
    if (problem.code === 'ECONNRESET' || !socket.writable) return socket.destroy();
    const code = problem.code === 'HPE_HEADER_OVERFLOW' ? 'headers_too_large' : 'invalid_request';
    const error = new AppError(problem.code === 'ERR_HTTP_REQUEST_TIMEOUT' ? 'request_timeout' : code);
    const body = JSON.stringify(failureBody(error, newRequestId()));
    socket.end(
      `HTTP/1.1 ${error.status} ${STATUS_CODES[error.status]}\r\nContent-Type: application/json\r\n` +
        `Content-Length: ${Buffer.byteLength(body)}\r\nConnection: close\r\n\r\n${body}`,
    );
  });
  return server;
}

/** The server for operators, on a port of its own that no ingress reaches: health, metrics and the OpenAPI document. */
export function createManagementServer(health: Health, metrics: Metrics, openApi: () => object): Server {
  return createServer(async (request, response) => {
    const answer = (status: number, body: object) => {
      response.writeHead(status, { 'content-type': 'application/json' }).end(JSON.stringify(body));
    };
    const report = health.report();
    switch (request.url?.split('?')[0]) {
      case '/health/live':
        return answer(200, { ...report });
      case '/health/startup':
        return answer(health.phase === 'starting' ? 503 : 200, { ...report });
      case '/health/ready':
        return answer(health.isReady ? 200 : 503, { ...report });
      case '/metrics':
        response.writeHead(200, { 'content-type': metrics.registry.contentType });
        return void response.end(await metrics.registry.metrics());
      case '/openapi.json':
        return answer(200, openApi());
      default:
        return answer(404, failureBody(new AppError('route_not_found'), 'management'));
    }
  });
}

/** Listens and resolves with the port. */
export async function listen(server: Server, port: number, host: string): Promise<number> {
  server.listen(port, host);
  await once(server, 'listening');
  return (server.address() as AddressInfo).port;
}

/** Stops taking connections, lets requests in flight finish within `graceMs`, then closes. */
export async function closeServer(server: Server, graceMs: number): Promise<void> {
  if (!server.listening) return;
  const closed = once(server, 'close');
  server.close();
  server.closeIdleConnections();
  const timer = setTimeout(() => server.closeAllConnections(), graceMs);
  await closed;
  clearTimeout(timer);
}
