import { createServer, type Server, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { afterAll, beforeAll } from 'vitest';

// As strict as that of our own pages.
const POLICY =
  "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self'; connect-src 'self'; media-src blob:";

export type Answer = string | ((response: ServerResponse) => void);

/** A site of the test's own: what is at a path, of a type by its ending and HTML without one, or what answers there. */
export function useSite(
  answers: Record<string, Answer>,
  onServer: (server: Server) => void = () => {},
): { readonly origin: string } {
  const server = createServer((request, response) => {
    const answer = answers[new URL(request.url ?? '/', 'http://site').pathname];
    response.setHeader('Content-Security-Policy', POLICY);
    if (answer === undefined) response.writeHead(404).end();
    else if (typeof answer === 'function') answer(response);
    else response.setHeader('Content-Type', typeOf(request.url ?? '')).end(answer);
  });
  onServer(server);
  beforeAll(() => new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve)));
  afterAll(() => {
    server.closeAllConnections();
    server.close();
  });
  return {
    get origin() {
      return `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
    },
  };
}

function typeOf(path: string): string {
  if (path.endsWith('.js')) return 'text/javascript';
  if (path.endsWith('.css')) return 'text/css';
  return 'text/html; charset=utf-8';
}
