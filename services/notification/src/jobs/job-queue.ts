import type { JobData, JobName } from '@rollcall/contracts';
import { openQueue, type QueueParts } from '@rollcall/service-kit';
import type { JobsOptions } from 'bullmq';

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
  job: Name,
  parts: QueueParts,
  options: Pick<JobsOptions, 'attempts' | 'backoff'> = {},
): JobQueue<Name> {
  const forgotten = { ...options, removeOnComplete: true, removeOnFail: true };
  const { queue, name, close } = openQueue(job, parts, forgotten);
  return {
    async add(...added) {
      if (added.length === 0) return;
      try {
        const all = added.map(({ id, data, delayMs = 0 }) => ({
          name,
          data,
          opts: { jobId: id, delay: Math.max(0, delayMs) },
        }));
        await queue.addBulk(all as unknown as Parameters<typeof queue.addBulk>[0]);
      } catch (error) {
        parts.log.warn({ err: error, jobs: added.length }, `${name}: left to the look at what is due`);
      }
    },
    close,
  };
}
