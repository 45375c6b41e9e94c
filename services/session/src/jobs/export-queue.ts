import { openQueue, type QueueParts, untilDone } from '@rollcall/service-kit';

export interface ExportQueue {
  /** Has a file made soon, by any process; one that waits or is being made is not added again. */
  add(exportId: string): Promise<void>;
  close(): Promise<void>;
}

export function createExportQueue(parts: QueueParts): ExportQueue {
  const { queue, name, close } = openQueue('export', parts, untilDone);
  return {
    async add(exportId) {
      await queue.add(name, { exportId }, { jobId: exportId });
    },
    close,
  };
}
