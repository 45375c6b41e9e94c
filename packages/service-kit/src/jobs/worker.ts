import { setTimeout as wait } from 'node:timers/promises';
import { type JobData, type JobName, jobs, queuePrefix } from '@rollcall/contracts';
import { DelayedError, type Job, UnrecoverableError, WaitingError, Worker, type WorkerOptions } from 'bullmq';
import { toAppError } from '../app-error.ts';
import type { Logger } from '../log.ts';
import { openQueueConnection } from '../stores/queue-connection.ts';
import type { RedisClient } from '../stores/redis-client.ts';

/** So long a worker that stops waits for a Redis that is away, and for its jobs at the most. */
const AWAY_MS = 5_000;
const LONGEST_MS = 20_000;
const LOOK_MS = 250;

/**
 * Another process takes over the job of a dead one, or one whose giving out was cut off with Redis, when its lock is over and
 * two looks have seen it so. The next turn of a scheduler waits for that.
 */
const takenOverSoon = { lockDuration: 4_000, stalledInterval: 2_000, maxStalledCount: 100 };

export interface WorkerParts {
  redisUrl: string;
  log: Logger;
}

export interface RunningWorker {
  /** Takes no more jobs; resolves when those that it has are done, or are left to others. */
  close(): Promise<void>;
  pause(): void;
  resume(): void;
}

/**
 * Works on a queue of the contracts, together with the other processes of the service. `work` may return when it wants to be
 * called again; what it throws is tried again as the queue says.
 */
export function startWorker<Name extends JobName>(
  name: Name,
  parts: WorkerParts,
  concurrency: number,
  work: (data: JobData<Name>) => Promise<Date | undefined>,
): RunningWorker {
  return openWorker(name, parts, { concurrency }, async (data, job, token) => {
    const again = await work(data);
    if (again === undefined) return;
    await job.moveToDelayed(again.getTime(), token);
    throw new DelayedError();
  });
}

/** Long work that can be broken off and goes on where it stands in MongoDB. */
export interface ResumableWork<Data> {
  /** Throws when the signal says stop: another process goes on. */
  run(data: Data, signal: AbortSignal): Promise<void>;
  /** It will never work: notes that, and for whom. */
  fail(data: Data, error: unknown): Promise<void>;
}

/**
 * Does long work, one job at a time in a process. A job whose process dies or stops is taken over by another one; it waits
 * while a server is away, and any other error ends it.
 */
export function startResumableWorker<Name extends JobName>(
  name: Name,
  parts: WorkerParts,
  { run, fail }: ResumableWork<JobData<Name>>,
): RunningWorker {
  const stopping = new AbortController();
  const worker = openWorker(name, parts, { concurrency: 1 }, async (data, job, token) => {
    try {
      await run(data, stopping.signal);
    } catch (error) {
      if (stopping.signal.aborted) {
        await job.moveToWait(token);
        throw new WaitingError();
      }
      if (toAppError(error).code === 'try_again') throw error;
      await fail(data, error);
      throw new UnrecoverableError(error instanceof Error ? error.message : String(error));
    }
  });
  return {
    ...worker,
    close() {
      stopping.abort();
      return worker.close();
    },
  };
}

function openWorker<Name extends JobName>(
  name: Name,
  { redisUrl, log }: WorkerParts,
  options: Omit<WorkerOptions, 'connection' | 'prefix'>,
  process: (data: JobData<Name>, job: Job, token?: string) => Promise<void>,
): RunningWorker {
  const { queue, data } = jobs[name];
  const connection = openQueueConnection(redisUrl, 'worker', log);
  const worker = new Worker(queue, (job, token) => process(data.parse(job.data) as JobData<Name>, job, token), {
    ...takenOverSoon,
    ...options,
    prefix: queuePrefix(queue),
    connection,
  });
  worker.on('error', (error) => log.debug({ error: error.message }, queue));
  worker.on('failed', (job, error) => {
    // An unrecoverable one was told by who knows why.
    const mayPass = error instanceof UnrecoverableError || toAppError(error).code === 'try_again';
    log[mayPass ? 'warn' : 'error']({ err: error, jobId: job?.id }, queue);
  });
  return {
    async close() {
      await farewell(worker.close(), connection);
      connection.disconnect();
    },
    pause: () => void worker.pause(true),
    resume: () => worker.resume(),
  };
}

/** While Redis is away a worker would wait for it, to say good-bye; what it has not finished is taken over by others. */
async function farewell(closing: Promise<void>, redis: RedisClient): Promise<void> {
  let isClosed = false;
  const closed = closing.finally(() => {
    isClosed = true;
  });
  let awayMs = 0;
  for (let waitedMs = 0; !isClosed && awayMs < AWAY_MS && waitedMs < LONGEST_MS; waitedMs += LOOK_MS) {
    await Promise.race([closed, wait(LOOK_MS)]);
    awayMs = redis.status === 'ready' ? 0 : awayMs + LOOK_MS;
  }
}
