import { openQueue, type QueueParts, untilDone } from '@rollcall/service-kit';
import type { ImportDefinition } from './definition.ts';

export interface ImportQueue {
  /** Has an import done soon, by any process; one that waits or is being done already is not added again. */
  add(importId: string): Promise<void>;
  close(): Promise<void>;
}

/** The queue of a service's imports. */
export function createImportQueue({ job }: ImportDefinition, parts: QueueParts): ImportQueue {
  const { queue, close } = openQueue(job, parts, untilDone);
  return {
    async add(importId) {
      await queue.add('import', { importId }, { jobId: importId });
    },
    close,
  };
}
