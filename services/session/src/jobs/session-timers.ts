import { jobs, queuePrefix } from '@rollcall/contracts';
import { openQueueConnection, queueRedisUrl } from '@rollcall/service-kit';
import { DelayedError, Worker } from 'bullmq';
import type { Context } from '../context.ts';
import { keepTime } from '../operations/session-timers.ts';

const CONCURRENCY = 20;

/** Works on the timers of sessions. One that comes too early, by a wrong clock, delays itself. */
export function startTimerWorker(context: Context): Worker {
  const { queue, data } = jobs.sessionTimer;
  const connection = openQueueConnection(queueRedisUrl(context.config), 'worker', context.log);
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
      connection,
      concurrency: CONCURRENCY,
    },
  );
  worker.once('closed', () => connection.disconnect());
  worker.on('error', (error) => context.log.debug({ error: error.message }, queue));
  worker.on('failed', (job, error) => context.log.warn({ err: error, jobId: job?.id }, queue));
  return worker;
}
