import type { IncomingHttpHeaders, IncomingMessage } from 'node:http';

// They concern one connection, not the way behind it (RFC 9110, 7.6.1). Node speaks transfer-encoding by itself.
const hopByHop = [
  'connection',
  'keep-alive',
  'proxy-connection',
  'proxy-authenticate',
  'proxy-authorization',
  'te',
  'trailer',
  'upgrade',
  'http2-settings',
];

export function dropHopByHop(headers: IncomingHttpHeaders): void {
  for (const name of hopByHop) delete headers[name];
}

/** Leaves of a request's `Connection` what the client says of its own connection: the proxy says it back to the client. */
export function readHopByHop(headers: IncomingHttpHeaders): void {
  const { connection } = headers;
  dropHopByHop(headers);
  if (connection !== undefined) headers.connection = /(^|,)\s*close\s*(,|$)/i.test(connection) ? 'close' : 'keep-alive';
}

/** What a replica is told of the client. What the client says of itself in these headers is not believed. */
export function forwardedHeaders(request: IncomingMessage, requestId: string): Record<string, string> {
  delete request.headers.forwarded;
  return {
    'x-forwarded-for': request.socket.remoteAddress ?? '',
    'x-forwarded-proto': 'http',
    'x-forwarded-host': request.headers.host ?? '',
    'x-request-id': requestId,
  };
}
