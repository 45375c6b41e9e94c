import { type JobData, jobs, queuePrefix } from '@rollcall/contracts';
import { type Logger, openQueueConnection } from '@rollcall/service-kit';
import { Queue } from 'bullmq';

const { queue: name } = jobs.export;

export interface ExportQueue {
  /** Has a file made soon, by any process; one that waits or is being made is not added again. */
  add(exportId: string): Promise<void>;
  close(): Promise<void>;
}

export function createExportQueue(redisUrl: string, log: Logger): ExportQueue {
  const connection = openQueueConnection(redisUrl, 'queue', log);
  const queue = new Queue<JobData<'export'>, void, string>(name, {
    prefix: queuePrefix(name),
    connection,
    defaultJobOptions: {
      attempts: 12,
      backoff: { type: 'exponential', delay: 1_000, jitter: 0.5 },
      // A job that is kept would keep its id from being added again.
      removeOnComplete: true,
      removeOnFail: true,
    },
  });
  queue.on('error', (error) => log.debug({ error: error.message }, name));
  return {
    async add(exportId) {
      await queue.add(name, { exportId }, { jobId: exportId });
    },
    async close() {
      await queue.close();
      connection.disconnect();
    },
  };
}
