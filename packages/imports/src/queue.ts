import { jobs, queuePrefix } from '@rollcall/contracts';
import { type Logger, openQueueConnection } from '@rollcall/service-kit';
import { Queue } from 'bullmq';
import type { ImportDefinition } from './definition.ts';

export interface ImportQueue {
  /** Has an import done soon, by any process; one that waits or is being done already is not added again. */
  add(importId: string): Promise<void>;
  close(): Promise<void>;
}

/** The queue of a service's imports. */
export function createImportQueue({ job }: ImportDefinition, redisUrl: string, log: Logger): ImportQueue {
  const { queue: name } = jobs[job];
  const connection = openQueueConnection(redisUrl, 'queue', log);
  const queue = new Queue<{ importId: string }, void, string>(name, {
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
    async add(importId) {
      await queue.add('import', { importId }, { jobId: importId });
    },
    async close() {
      await queue.close();
      connection.disconnect();
    },
  };
}
