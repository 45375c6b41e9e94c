import http from 'node:http';
import https from 'node:https';
import { AddressRefused, isPublicAddress, literalAddress, publicLookup, type Resolve } from './public-addresses.ts';

const MOST_ANSWER_BYTES = 65_536;
const SOCKETS_A_HOST = 10;

export interface SenderOptions {
  /** In private networks and over http, too. */
  toPrivateAddresses: boolean;
  timeoutMs: number;
  /** Default: the system's. */
  resolve?: Resolve;
}

/** What came of an attempt: the status that was answered, or why there was none. */
export type SendOutcome = { statusCode: number; problem: string | null } | { statusCode: null; problem: string };

export interface Sender {
  /** Whether a webhook may have this address, as far as it can be said without resolving its name. */
  accepts(url: string): boolean;
  /** Posts to an address, never to where it redirects. Never rejects. */
  post(url: string, headers: Record<string, string>, body: string): Promise<SendOutcome>;
  close(): void;
}

/** Posts to addresses that strangers chose. */
export function createSender({ toPrivateAddresses, timeoutMs, resolve }: SenderOptions): Sender {
  const settings = { keepAlive: true, maxSockets: SOCKETS_A_HOST, maxFreeSockets: 2, timeout: timeoutMs };
  const agents = { 'http:': new http.Agent(settings), 'https:': new https.Agent(settings) };
  const lookup = toPrivateAddresses ? undefined : publicLookup(resolve);

  function accepts(url: string): boolean {
    const { protocol, hostname } = new URL(url);
    if (toPrivateAddresses) return true;
    // A name without a dot, or below one of these, is somebody's own network.
    const literal = literalAddress(hostname);
    if (literal !== undefined) return protocol === 'https:' && isPublicAddress(literal);
    return protocol === 'https:' && hostname.includes('.') && !/(^|\.)(localhost|local|internal)\.?$/i.test(hostname);
  }

  function ask(url: string, headers: Record<string, string>, body: string): Promise<number> {
    const target = new URL(url);
    const [client, agent] = target.protocol === 'https:' ? [https, agents['https:']] : [http, agents['http:']];
    const signal = AbortSignal.timeout(timeoutMs);
    return new Promise((settle, reject) => {
      const request = client.request(target, {
        method: 'POST',
        headers: { ...headers, 'content-length': Buffer.byteLength(body) },
        agent,
        signal,
        ...(lookup && { lookup }),
      });
      request.once('error', reject);
      request.once('response', (response) => {
        let bytes = 0;
        response.on('data', (piece: Buffer) => {
          bytes += piece.length;
          if (bytes > MOST_ANSWER_BYTES) response.destroy();
        });
        response.on('error', () => {}); // the status is what counts, and it is here
        settle(response.statusCode ?? 0);
      });
      request.end(body);
    });
  }

  return {
    accepts,
    async post(url, headers, body) {
      try {
        // No name is resolved for an address.
        if (!accepts(url)) throw new AddressRefused('the address is not open to the world');
        const statusCode = await ask(url, headers, body);
        const isGood = statusCode >= 200 && statusCode < 300;
        return { statusCode, problem: isGood ? null : `answered ${statusCode}` };
      } catch (error) {
        return { statusCode: null, problem: inWords(error, timeoutMs) };
      }
    },
    close() {
      for (const agent of Object.values(agents)) agent.destroy();
    },
  };
}

/** Says no more than an integrator needs. */
function inWords(error: unknown, timeoutMs: number): string {
  if (error instanceof AddressRefused) return error.message;
  if (!(error instanceof Error)) return 'failed';
  if (error.name === 'AbortError' || error.name === 'TimeoutError') return `no answer within ${timeoutMs / 1000} s`;
  const { code } = error as { code?: unknown };
  return typeof code === 'string' ? code : 'failed';
}
