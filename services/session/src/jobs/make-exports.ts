import { jobs, queuePrefix } from '@rollcall/contracts';
import { AppError, isOutage, openQueueConnection, queueRedisUrl, type Repeated } from '@rollcall/service-kit';
import { type Job, UnrecoverableError, WaitingError, Worker } from 'bullmq';
import type { Context } from '../context.ts';
import { runExport } from '../operations/exports/run-export.ts';

/** Another process takes over the export of a dead one when its lock is over and two looks have seen it so. */
const LOCK_MS = 4_000;
const LOOK_MS = 2_000;
const MAX_TAKE_OVERS = 100;

/** Makes files, one at a time in a process. Closing stops between two sessions; another process begins anew. */
export function startExportWorker(context: Context): Repeated {
  const { queue, data } = jobs.export;
  const stopping = new AbortController();

  async function work(job: Job, token?: string) {
    const { exportId } = data.parse(job.data);
    try {
      await runExport(context, exportId, stopping.signal);
    } catch (error) {
      if (stopping.signal.aborted) {
        await job.moveToWait(token);
        throw new WaitingError();
      }
      if (isOutage(error) || (error instanceof AppError && error.code === 'try_again')) throw error;
      context.log.error({ err: error, exportId }, 'export');
      await context.exports.fail(exportId, new Date(context.clock.now()));
      throw new UnrecoverableError(error instanceof Error ? error.message : String(error));
    }
  }

  const connection = openQueueConnection(queueRedisUrl(context.config), 'worker', context.log);
  const worker = new Worker(queue, work, {
    prefix: queuePrefix(queue),
    connection,
    concurrency: 1,
    lockDuration: LOCK_MS,
    stalledInterval: LOOK_MS,
    maxStalledCount: MAX_TAKE_OVERS,
  });
  worker.on('error', (error) => context.log.debug({ error: error.message }, queue));
  worker.on('failed', (job, error) => context.log.warn({ err: error, jobId: job?.id }, queue));
  return {
    async close() {
      stopping.abort();
      await worker.close();
      connection.disconnect();
    },
  };
}
