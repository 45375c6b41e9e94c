import type { Context } from '../context.ts';
import { startAbsenceChecks } from './check-absences.ts';
import { startDeliveryWorker } from './deliver-webhooks.ts';
import { startMending } from './mend.ts';
import { startDigestWorker } from './send-digests.ts';
import { startReminderWorker } from './send-reminders.ts';

/** What runs beside the requests and the events. */
export function startJobs(context: Context): { close(): Promise<void> } {
  const running = [
    startReminderWorker(context),
    startDigestWorker(context),
    startDeliveryWorker(context),
    startAbsenceChecks(context),
    ...startMending(context),
  ];
  return {
    async close() {
      await Promise.all(running.map((job) => job.close()));
    },
  };
}
