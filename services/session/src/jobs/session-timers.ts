import { jobs, queuePrefix } from '@rollcall/contracts';
import { redisReconnection } from '@rollcall/service-kit';
import { DelayedError, Worker } from 'bullmq';
import type { Context } from '../context.ts';
import { keepTime } from '../operations/session-timers.ts';

const CONCURRENCY = 20;

/** Works on the timers of sessions. One that comes too early, by a wrong clock, delays itself. */
export function startTimerWorker(context: Context): Worker {
  const { queue, data } = jobs.sessionTimer;
  const worker = new Worker(
    queue,
    async (job, token) => {
      const againAtMs = await keepTime(context, data.parse(job.data));
      if (againAtMs === undefined) return;
      await job.moveToDelayed(againAtMs, token);
      throw new DelayedError();
    },
    {
      prefix: queuePrefix(queue),
      connection: { url: context.config.REDIS_URL, ...redisReconnection, maxRetriesPerRequest: null },
      concurrency: CONCURRENCY,
    },
  );
  worker.on('error', (error) => context.log.debug({ error: error.message }, queue));
  worker.on('failed', (job, error) => context.log.warn({ err: error, jobId: job?.id }, queue));
  return worker;
}
