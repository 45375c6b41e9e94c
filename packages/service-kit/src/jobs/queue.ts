import { type JobData, type JobName, jobs, queuePrefix } from '@rollcall/contracts';
import { type DefaultJobOptions, Queue } from 'bullmq';
import type { Logger } from '../log.ts';
import type { Metrics } from '../metrics.ts';
import { openQueueConnection } from '../stores/queue-connection.ts';

export interface QueueParts {
  redisUrl: string;
  log: Logger;
  /** Where it is told how many jobs wait. */
  metrics?: Metrics;
}

/** A queue of the contracts. What is asked of it while Redis is away fails at once. */
export interface OpenQueue<Name extends JobName> {
  name: string;
  queue: Queue<JobData<Name>, void, string>;
  close(): Promise<void>;
}

/** For work that a person waits for: tried again for some hours. A job that is kept would keep its id from being added again. */
export const untilDone = {
  attempts: 12,
  backoff: { type: 'exponential', delay: 1_000, jitter: 0.5 },
  removeOnComplete: true,
  removeOnFail: true,
} satisfies DefaultJobOptions;

/** Opens a queue on a connection of its own, with its keys on one node of a cluster. */
export function openQueue<Name extends JobName>(
  job: Name,
  { redisUrl, log, metrics }: QueueParts,
  defaultJobOptions: DefaultJobOptions = {},
): OpenQueue<Name> {
  const { queue: name } = jobs[job];
  const connection = openQueueConnection(redisUrl, 'queue', log);
  const queue = new Queue<JobData<Name>, void, string>(name, {
    prefix: queuePrefix(name),
    connection,
    defaultJobOptions,
  });
  metrics?.measure(
    'rollcall_waiting_jobs',
    'Jobs whose time has come and that nobody works on',
    () => queue.getWaitingCount(),
    {
      queue: name,
    },
  );
  queue.on('error', (error) => log.debug({ error: error.message }, name));
  return {
    name,
    queue,
    async close() {
      await queue.close();
      connection.disconnect();
    },
  };
}
