import { setTimeout as wait } from 'node:timers/promises';
import { AppError } from '@rollcall/service-kit';
import type { LogParts } from './log-parts.ts';
import { type Verification, verifyLog } from './verify-log.ts';

const PATIENCE_MS = 20_000;
const KEPT_MS = 60_000;
const COME_BACK_SECONDS = 5;

/**
 * Verifies for whoever asks over HTTP. Who asks while it runs waits for the same one; one that takes longer than a request
 * may is finished all the same, and told to who comes back within a minute (503 with Retry-After until then).
 */
export function createVerifier(parts: Pick<LogParts, 'store' | 'config'>) {
  const running = new Map<number | undefined, Promise<Verification>>();

  function start(chain: number | undefined): Promise<Verification> {
    const startedAtMs = performance.now();
    const run = verifyLog(parts, { chain });
    running.set(chain, run);
    const forget = () => void running.delete(chain);
    const finish = () => {
      // Whoever was told nothing yet comes back for it.
      if (performance.now() - startedAtMs > PATIENCE_MS) setTimeout(forget, KEPT_MS).unref();
      else forget();
    };
    run.then(finish, forget);
    return run;
  }

  return async (chain: number | undefined): Promise<Verification> => {
    const patience = new AbortController();
    const late = wait(PATIENCE_MS, undefined, { signal: patience.signal }).catch(() => undefined);
    const result = await Promise.race([running.get(chain) ?? start(chain), late]);
    patience.abort();
    if (!result) throw new AppError('try_again', { retryAfterSeconds: COME_BACK_SECONDS });
    return result;
  };
}
export type Verifier = ReturnType<typeof createVerifier>;
