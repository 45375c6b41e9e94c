import { setTimeout as delay } from 'node:timers/promises';

const PATIENCE_MS = 60_000;
const POLL_MS = 50;

/**
 * Resolves when the process behind a management address says that it has started. Rejects after a minute. Started is also one
 * that is given no work, because its clock is wrong.
 */
export async function waitUntilReady(managementUrl: string): Promise<void> {
  const deadlineMs = performance.now() + PATIENCE_MS;
  while (!(await hasStarted(managementUrl))) {
    if (performance.now() > deadlineMs) throw new Error(`not started after ${PATIENCE_MS / 1000} s: ${managementUrl}`);
    await delay(POLL_MS);
  }
}

async function hasStarted(managementUrl: string): Promise<boolean> {
  try {
    const answer = await fetch(`${managementUrl}/health/startup`, { signal: AbortSignal.timeout(2_000) });
    await answer.body?.cancel();
    return answer.ok;
  } catch {
    // Nobody listens there yet.
    return false;
  }
}
