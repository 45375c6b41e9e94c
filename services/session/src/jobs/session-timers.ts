import { queueRedisUrl, type RunningWorker, startWorker } from '@rollcall/service-kit';
import type { Context } from '../context.ts';
import { keepTime } from '../operations/session-timers.ts';

const CONCURRENCY = 20;

/** Works on the timers of sessions. One that comes too early, by a wrong clock, delays itself. */
export function startTimerWorker(context: Context): RunningWorker {
  const parts = { redisUrl: queueRedisUrl(context.config), log: context.log };
  return startWorker('sessionTimer', parts, CONCURRENCY, async (timer) => {
    const againAtMs = await keepTime(context, timer);
    return againAtMs === undefined ? undefined : new Date(againAtMs);
  });
}
