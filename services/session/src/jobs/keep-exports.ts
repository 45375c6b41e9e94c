import type { Repeated } from '@rollcall/service-kit';
import type { Context } from '../context.ts';
import { repeatInTurn } from './in-turn.ts';

const PERIOD_MS = 5_000;
const IDLE_MS = 30_000;
const AT_ONCE = 100;
const TIDY_MS = 3_600_000;

/** Queues exports that have not gone on for a while, because Redis may have lost them, and deletes files that are a day old. */
export function keepExports(context: Context): Repeated {
  const { exports, exportQueue, objects, clock } = context;
  let tidiedAtMs = 0;
  return repeatInTurn(context, { name: 'keep exports', everyMs: PERIOD_MS }, async () => {
    const nowMs = clock.now();
    for (const exportId of await exports.idleSince(new Date(nowMs - IDLE_MS))) await exportQueue.add(exportId);
    for (const { _id, key } of await exports.outdatedAt(new Date(nowMs), AT_ONCE)) {
      if (key !== null) await objects.delete(key);
      await exports.noteDeleted(_id);
    }
    if (nowMs - tidiedAtMs < TIDY_MS) return;
    tidiedAtMs = nowMs;
    await objects.tidy();
  });
}
