import { type JobData, jobs, queuePrefix } from '@rollcall/contracts';
import { isOutage, redisReconnection } from '@rollcall/service-kit';
import { type Job, UnrecoverableError, WaitingError, Worker } from 'bullmq';
import type { Context } from '../context.ts';
import { runImport } from '../imports/run-import.ts';

/** Another process takes over the import of a dead one when its lock is over and two looks have seen it so. */
const LOCK_MS = 4_000;
const LOOK_MS = 2_000;
/** How often an import may be taken over. */
const MAX_TAKE_OVERS = 100;

/** Does imports, one at a time in a process. Closing stops between two chunks; the import goes on elsewhere. */
export function startImportWorker(context: Context): { close(): Promise<void> } {
  const { queue, data } = jobs.userImport;
  const stopping = new AbortController();

  async function work(job: Job<JobData<'userImport'>>, token?: string) {
    const { importId } = data.parse(job.data);
    try {
      await runImport(context, importId, stopping.signal);
    } catch (error) {
      if (stopping.signal.aborted) {
        await job.moveToWait(token);
        throw new WaitingError();
      }
      if (isOutage(error)) throw error;
      const now = new Date(context.clock.now());
      await context.userImports.progress(importId, now, { status: 'failed', finishedAt: now });
      context.log.error({ err: error, importId }, queue);
      throw new UnrecoverableError(error instanceof Error ? error.message : String(error));
    }
  }

  const worker = new Worker(queue, work, {
    prefix: queuePrefix(queue),
    connection: { url: context.config.REDIS_URL, ...redisReconnection, maxRetriesPerRequest: null },
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
    },
  };
}
