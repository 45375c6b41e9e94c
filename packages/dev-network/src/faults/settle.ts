import { setTimeout as wait } from 'node:timers/promises';

const STEP_MS = 100;

/** What `look` sees as soon as it is `good`, or what it still sees when the patience is over. */
export async function settle<Seen>(
  look: () => Seen | Promise<Seen>,
  good: (seen: Seen) => boolean,
  patienceMs: number,
): Promise<Seen> {
  const deadlineMs = performance.now() + patienceMs;
  for (;;) {
    const seen = await look();
    if (good(seen) || performance.now() > deadlineMs) return seen;
    await wait(STEP_MS);
  }
}
