import { afterAll, beforeAll } from 'vitest';
import { createWebService, readConfig } from '../src/index.ts';

/** Starts the service on free ports for the tests of a file. */
export function startWeb() {
  const service = createWebService(
    readConfig({ HOST: '127.0.0.1', PORT: '0', MANAGEMENT_PORT: '0', LOG_LEVEL: 'silent' }),
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
  };
}
