import type { Logger } from './log.ts';

export interface Repeated {
  /** Stops repeating; resolves when a run that has begun is over. */
  close(): Promise<void>;
}

/** Runs `work` every `everyMs`, never twice at once. What it throws is logged under `name`; the next time tries again. */
export function repeat(
  { name, everyMs, log }: { name: string; everyMs: number; log: Logger },
  work: () => Promise<unknown>,
): Repeated {
  let running: Promise<unknown> | undefined;
  const timer = setInterval(() => {
    running ??= work()
      .catch((error) => log.warn({ err: error }, `${name}: again later`))
      .finally(() => {
        running = undefined;
      });
  }, everyMs);
  return {
    async close() {
      clearInterval(timer);
      await running;
    },
  };
}
