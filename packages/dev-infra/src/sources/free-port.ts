import { createServer } from 'node:net';
import { reasonOf } from '../errors.ts';

/** A port of 127.0.0.1 on which nobody listens right now; `wanted`, or rejects, when one is named. */
export function freePort(wanted = 0): Promise<number> {
  return new Promise((resolve, reject) => {
    const probe = createServer().once('error', reject);
    probe.listen(wanted, '127.0.0.1', () => {
      const address = probe.address();
      probe.close(() => resolve(typeof address === 'object' && address !== null ? address.port : 0));
    });
  });
}

/** What servers say of a port that is taken; mongod says it by its exit code, whose reason is far up in its log. */
const PORT_IS_TAKEN = /already in use|already allocated|mongod ended with exit code 48/i;

/** Starts something on a free port, and on another when somebody took that port in the meantime. */
export async function onFreePort<T>(
  start: (port: number) => Promise<T>,
  findPort: () => Promise<number> = freePort,
): Promise<T> {
  for (let attempt = 1; ; attempt++) {
    try {
      return await start(await findPort());
    } catch (error) {
      if (attempt === 3 || !PORT_IS_TAKEN.test(reasonOf(error))) throw error;
    }
  }
}
