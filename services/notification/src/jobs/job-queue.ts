import { setTimeout as wait } from 'node:timers/promises';
import { type JobData, type JobName, jobs, queuePrefix } from '@rollcall/contracts';
import { type Logger, openQueueConnection, queueRedisUrl, toAppError } from '@rollcall/service-kit';
import { DelayedError, type JobsOptions, Queue, Worker } from 'bullmq';
import type { Context } from '../context.ts';

const FAREWELL_MS = 5_000;

export interface NewJob<Name extends JobName> {
  /** One job of an id at a time: another one changes nothing. */
  id: string;
  data: JobData<Name>;
  delayMs?: number;
}

export interface JobQueue<Name extends JobName> {
  /** Never rejects: while Redis is away nothing is added, and `mend.ts` finds in MongoDB what is to be done. */
  add(...added: NewJob<Name>[]): Promise<void>;
  close(): Promise<void>;
}

/** A queue whose jobs only say when to look at what stands in MongoDB. It may be lost at any moment. */
export function openJobQueue<Name extends JobName>(
  name: Name,
  redisUrl: string,
  log: Logger,
  options: Pick<JobsOptions, 'attempts' | 'backoff'> = {},
): JobQueue<Name> {
  const { queue: queueName } = jobs[name];
  const connection = openQueueConnection(redisUrl, 'queue', log);
  const queue = new Queue<JobData<Name>, void, string>(queueName, {
    prefix: queuePrefix(queueName),
    connection,
    defaultJobOptions: { ...options, removeOnComplete: true, removeOnFail: true },
  });
  queue.on('error', (error) => log.debug({ error: error.message }, queueName));
  return {
    async add(...added) {
      if (added.length === 0) return;
      try {
        const all = added.map(({ id, data, delayMs = 0 }) => ({
          name: queueName,
          data,
          opts: { jobId: id, delay: Math.max(0, delayMs) },
        }));
        await queue.addBulk(all as unknown as Parameters<typeof queue.addBulk>[0]);
      } catch (error) {
        log.warn({ err: error, jobs: added.length }, `${queueName}: left to the look at what is due`);
      }
    },
    async close() {
      await queue.close();
      connection.disconnect();
    },
  };
}

/**
 * Works on a queue, together with the other processes. `work` returns when it wants to be called again; what it throws is
 * tried again as the queue says.
 */
export function startJobWorker<Name extends JobName>(
  { config, log }: Context,
  name: Name,
  concurrency: number,
  work: (data: JobData<Name>) => Promise<Date | undefined>,
): { close(): Promise<void> } {
  const { queue, data } = jobs[name];
  const connection = openQueueConnection(queueRedisUrl(config), 'worker', log);
  const worker = new Worker(
    queue,
    async (job, token) => {
      const again = await work(data.parse(job.data) as JobData<Name>);
      if (again === undefined) return;
      await job.moveToDelayed(again.getTime(), token);
      throw new DelayedError();
    },
    { prefix: queuePrefix(queue), connection, concurrency },
  );
  worker.on('error', (error) => log.debug({ error: error.message }, queue));
  worker.on('failed', (job, error) => {
    const level = toAppError(error).code === 'try_again' ? 'warn' : 'error';
    log[level]({ err: error, jobId: job?.id }, queue);
  });
  return {
    async close() {
      // While Redis is away a worker waits for it, to say good-bye.
      await Promise.race([worker.close(), wait(FAREWELL_MS, undefined, { ref: false })]);
      connection.disconnect();
    },
  };
}
