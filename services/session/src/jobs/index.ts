import type { Context } from '../context.ts';
import { forgetDocuments } from './forget-documents.ts';
import { keepExports } from './keep-exports.ts';
import { keepTimes } from './keep-times.ts';
import { startExportWorker } from './make-exports.ts';
import { startMarkingExcused } from './mark-excused.ts';
import { startReconciler } from './reconcile.ts';
import { recountAgain } from './recount-again.ts';
import { startReplay } from './replay.ts';
import { startRotationWorker } from './rotate-qr.ts';
import { startTimerWorker } from './session-timers.ts';
import { watchLiveState } from './watch-live-state.ts';
import { watchWalls } from './watch-walls.ts';

/** What runs beside the requests. */
export function startJobs(context: Context): { close(): Promise<void> } {
  const workers = [startRotationWorker(context), startTimerWorker(context)];
  // A process whose clock is wrong would take jobs too early or too late.
  context.redisClock.onSkew((isSkewed) => {
    for (const worker of workers) isSkewed ? worker.pause() : worker.resume();
  });
  const jobs = [
    ...workers,
    keepTimes(context),
    watchWalls(context),
    watchLiveState(context),
    startReconciler(context),
    startReplay(context),
    recountAgain(context),
    startMarkingExcused(context),
    startExportWorker(context),
    keepExports(context),
    forgetDocuments(context),
  ];
  return {
    async close() {
      await Promise.all(jobs.map((job) => job.close()));
    },
  };
}
