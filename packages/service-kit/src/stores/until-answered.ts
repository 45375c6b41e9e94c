import { setTimeout as wait } from 'node:timers/promises';

const FIRST_CONNECTION_MS = 60_000;
const PAUSE_MS = 250;

/**
 * Repeats `connect` until it succeeds: servers and services may start in any order. Throws its last error after a minute,
 * and at once one that `isFinal`.
 */
export async function untilAnswered<Result>(
  server: string,
  connect: () => Promise<Result>,
  isFinal: (error: unknown) => boolean = () => false,
): Promise<Result> {
  const deadline = Date.now() + FIRST_CONNECTION_MS;
  for (;;) {
    try {
      return await connect();
    } catch (error) {
      if (isFinal(error)) throw error;
      if (Date.now() > deadline)
        throw new Error(`${server} did not answer in ${FIRST_CONNECTION_MS / 1000} s`, { cause: error });
      await wait(PAUSE_MS);
    }
  }
}
