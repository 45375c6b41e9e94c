import { once } from 'node:events';
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { buffer } from 'node:stream/consumers';

export interface Heard {
  method: string | undefined;
  url: string | undefined;
  headers: IncomingMessage['headers'];
  body: unknown;
  bytes: Buffer;
}

export type Reply =
  | { status?: number; headers?: Record<string, string>; json?: unknown; text?: string }
  | 'cut'
  | 'hang';

/** A server that answers each request with the next reply, the last one for ever, and keeps what it heard. */
export async function startHttpServer(...replies: Reply[]) {
  const heard: Heard[] = [];
  const server = createServer(async (request, response) => {
    const bytes = await buffer(request);
    const isJson = request.headers['content-type'] === 'application/json';
    const { method, url, headers } = request;
    heard.push({ method, url, headers, body: isJson ? JSON.parse(bytes.toString()) : undefined, bytes });
    answer(response, replies[Math.min(heard.length, replies.length) - 1] ?? {});
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  return {
    heard,
    origin: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    async close() {
      server.close().closeAllConnections();
      await once(server, 'close');
    },
  };
}

function answer(response: ServerResponse, reply: Reply) {
  if (reply === 'hang') return;
  if (reply === 'cut') return void response.destroy();
  const { status = 200, headers = {}, json, text: plain } = reply;
  response.writeHead(status, { 'content-type': json ? 'application/json' : 'text/html', ...headers });
  response.end(plain ?? JSON.stringify(json));
}

export const success = (data: unknown): Reply => ({ json: { success: true, data } });

export const failure = (status: number, code: string, error: string, headers: Record<string, string> = {}): Reply => ({
  status,
  headers,
  json: { success: false, error, code, requestId: 'r-1' },
});
