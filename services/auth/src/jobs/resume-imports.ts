import type { Context } from '../context.ts';

const LOOK_MS = 5_000;
const IDLE_MS = 30_000;

/** Adds imports that have not gone on for a while to the queue again: Redis may have lost it. */
export function startResumingImports({ userImports, importQueue, clock, log }: Context): { close(): Promise<void> } {
  let running: Promise<void> | undefined;

  async function resume() {
    const idle = await userImports.idleSince(new Date(clock.now() - IDLE_MS));
    for (const importId of idle) await importQueue.add(importId);
  }

  const timer = setInterval(() => {
    running ??= resume()
      .catch((error) => log.debug({ err: error }, 'imports: again later'))
      .finally(() => {
        running = undefined;
      });
  }, LOOK_MS);
  return {
    async close() {
      clearInterval(timer);
      await running;
    },
  };
}
