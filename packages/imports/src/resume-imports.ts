import { type Repeated, repeat } from '@rollcall/service-kit';
import type { OpenImports } from './open-imports.ts';

const LOOK_MS = 5_000;
const IDLE_MS = 30_000;

/** Adds imports that have not gone on for a while to the queue again: Redis may have lost it. */
export function startResuming({ imports, queue, clock, log }: OpenImports): Repeated {
  return repeat({ name: 'imports', everyMs: LOOK_MS, log }, async () => {
    const idle = await imports.idleSince(new Date(clock.now() - IDLE_MS));
    for (const importId of idle) await queue.add(importId);
  });
}
