import type { Context } from '../context.ts';
import { startReconciler } from './reconcile.ts';
import { startRotationWorker } from './rotate-qr.ts';

/** What runs beside the requests: the rotation of codes and the reconciler. */
export function startJobs(context: Context): { close(): Promise<void> } {
  const worker = startRotationWorker(context);
  const reconciler = startReconciler(context);
  return {
    async close() {
      await Promise.all([worker.close(), reconciler.close()]);
    },
  };
}
