import { readFileSync } from 'node:fs';
import { type IncomingHttpHeaders, request } from 'node:http';
import { join } from 'node:path';
import { buffer } from 'node:stream/consumers';
import type { Manifest } from 'vite';
import { afterAll, beforeAll } from 'vitest';
import { createWebService, readConfig } from '../src/index.ts';

export interface Answer {
  status: number | undefined;
  headers: IncomingHttpHeaders;
  body: Buffer;
}

/** What `npm run page` has built. */
export const dist = join(import.meta.dirname, '../dist');

/** Vite's own list of the parts of the page, by their sources. */
export function readManifest(): Manifest {
  try {
    return JSON.parse(readFileSync(join(dist, '.vite/manifest.json'), 'utf8'));
  } catch (cause) {
    throw new Error('The page has not been built: `npm run page` does that.', { cause });
  }
}

/** Starts the service on free ports for the tests of a file. */
export function startWeb(env: NodeJS.ProcessEnv = {}) {
  const service = createWebService(
    readConfig({ HOST: '127.0.0.1', PORT: '0', MANAGEMENT_PORT: '0', LOG_LEVEL: 'silent', ...env }),
  );
  const addresses = { url: '', managementUrl: '' };
  beforeAll(async () => {
    Object.assign(addresses, await service.start());
  });
  afterAll(() => service.close());
  return {
    addresses,
    get: (path: string, options: RequestInit = {}) =>
      fetch(`${addresses.url}${path}`, {
        redirect: 'manual',
        ...options,
        headers: { accept: 'text/html', ...options.headers },
      }),
    /** As it is on the wire: fetch would resolve dots, decompress, and ask past caches by itself. */
    ask: (path: string, headers: Record<string, string> = {}, method = 'GET') =>
      new Promise<Answer>((resolve, reject) => {
        const { hostname, port } = new URL(addresses.url);
        request({ hostname, port, path, headers, method }, async (response) => {
          resolve({ status: response.statusCode, headers: response.headers, body: await buffer(response) });
        })
          .on('error', reject)
          .end();
      }),
  };
}
