import { setTimeout as delay } from 'node:timers/promises';

const PATIENCE_MS = 60_000;
const POLL_MS = 50;

/** Resolves when the process behind a management address says that it is ready. Rejects after a minute. */
export async function waitUntilReady(managementUrl: string): Promise<void> {
  const deadlineMs = performance.now() + PATIENCE_MS;
  while (!(await isReady(managementUrl))) {
    if (performance.now() > deadlineMs) throw new Error(`not ready after ${PATIENCE_MS / 1000} s: ${managementUrl}`);
    await delay(POLL_MS);
  }
}

async function isReady(managementUrl: string): Promise<boolean> {
  try {
    const answer = await fetch(`${managementUrl}/health/ready`, { signal: AbortSignal.timeout(2_000) });
    await answer.body?.cancel();
    return answer.ok;
  } catch {
    // Nobody listens there yet.
    return false;
  }
}
