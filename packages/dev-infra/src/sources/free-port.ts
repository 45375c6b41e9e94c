import { createServer } from 'node:net';
import { reasonOf } from '../errors.ts';

/** A port of 127.0.0.1 on which nobody listens right now. */
export function freePort(): Promise<number> {
  return new Promise((resolve, reject) => {
    const probe = createServer().once('error', reject);
    probe.listen(0, '127.0.0.1', () => {
      const address = probe.address();
      probe.close(() => resolve(typeof address === 'object' && address !== null ? address.port : 0));
    });
  });
}

/** Starts something on a free port, and on another when somebody took that port in the meantime. */
export async function onFreePort<T>(start: (port: number) => Promise<T>): Promise<T> {
  for (let attempt = 1; ; attempt++) {
    try {
      return await start(await freePort());
    } catch (error) {
      if (attempt === 3 || !/already in use|already allocated/i.test(reasonOf(error))) throw error;
    }
  }
}
