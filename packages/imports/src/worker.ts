import { errors, jobs, queuePrefix } from '@rollcall/contracts';
import { AppError, isOutage, openQueueConnection } from '@rollcall/service-kit';
import { type Job, UnrecoverableError, WaitingError, Worker } from 'bullmq';
import { ImportFailure, type ImportWork } from './definition.ts';
import type { OpenImports } from './open-imports.ts';
import { runImport } from './run-import.ts';

/** Another process takes over the import of a dead one when its lock is over and two looks have seen it so. */
const LOCK_MS = 4_000;
const LOOK_MS = 2_000;
/** How often an import may be taken over. */
const MAX_TAKE_OVERS = 100;

/** Does imports, one at a time in a process. Closing stops between two chunks; the import goes on elsewhere. */
export function startWorker(open: OpenImports, importWork: ImportWork): { close(): Promise<void> } {
  const { definition, log, redisUrl } = open;
  const { queue, data } = jobs[definition.job];
  const stopping = new AbortController();

  async function work(job: Job<{ importId: string }>, token?: string) {
    const { importId } = data.parse(job.data);
    try {
      await runImport(open, importWork, importId, stopping.signal);
    } catch (error) {
      if (stopping.signal.aborted) {
        await job.moveToWait(token);
        throw new WaitingError();
      }
      if (mayPass(error)) throw error;
      await fail(open, importId, error);
      throw new UnrecoverableError(error instanceof Error ? error.message : String(error));
    }
  }

  const connection = openQueueConnection(redisUrl, 'worker', log);
  const worker = new Worker(queue, work, {
    prefix: queuePrefix(queue),
    connection,
    concurrency: 1,
    lockDuration: LOCK_MS,
    stalledInterval: LOOK_MS,
    maxStalledCount: MAX_TAKE_OVERS,
  });
  worker.on('error', (error) => log.debug({ error: error.message }, queue));
  worker.on('failed', (job, error) => log.warn({ err: error, jobId: job?.id }, queue));
  return {
    async close() {
      stopping.abort();
      await worker.close();
      connection.disconnect();
    },
  };
}

function mayPass(error: unknown): boolean {
  return isOutage(error) || (error instanceof AppError && error.code === 'try_again');
}

async function fail({ imports, clock, log }: OpenImports, importId: string, error: unknown): Promise<void> {
  const isTold = error instanceof ImportFailure;
  if (!isTold) log.error({ err: error, importId }, 'import');
  const now = new Date(clock.now());
  const problem = isTold ? error.message : errors.internal.sentence;
  await imports.progress(importId, now, { status: 'failed', problem, finishedAt: now });
}
