import { createHmac } from 'node:crypto';
import { createServer, type IncomingHttpHeaders } from 'node:http';
import type { AddressInfo } from 'node:net';
import { text } from 'node:stream/consumers';
import { afterAll, beforeAll } from 'vitest';

export interface Heard {
  headers: IncomingHttpHeaders;
  body: string;
}

/** Another system that webhooks may lead to: it keeps what it hears, and answers `status`. */
export interface WebhookListener {
  readonly url: string;
  readonly heard: Heard[];
  status: number;
}

export function useWebhookListener(): WebhookListener {
  const heard: Heard[] = [];
  const server = createServer(async (request, response) => {
    heard.push({ headers: request.headers, body: await text(request) });
    response.writeHead(listener.status).end();
  });
  const listener: WebhookListener = {
    get url() {
      return `http://127.0.0.1:${(server.address() as AddressInfo).port}/rollcall`;
    },
    heard,
    status: 204,
  };
  beforeAll(() => new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve)));
  afterAll(() => {
    server.closeAllConnections();
    server.close();
  });
  return listener;
}

/** What Standard Webhooks says that a request is signed with. */
export function signatureOf({ headers, body }: Heard, secret: string): string {
  const key = Buffer.from(secret.replace('whsec_', ''), 'base64');
  const signed = `${headers['webhook-id']}.${headers['webhook-timestamp']}.${body}`;
  return `v1,${createHmac('sha256', key).update(signed).digest('base64')}`;
}
