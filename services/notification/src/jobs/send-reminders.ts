import type { Context } from '../context.ts';
import { remind } from '../operations/remind.ts';
import { startJobWorker } from './job-queue.ts';

const CONCURRENCY = 5;

export function startReminderWorker(context: Context) {
  return startJobWorker(context, 'sessionReminder', CONCURRENCY, async ({ sessionId, startsAt }) => {
    await remind(context, sessionId, new Date(startsAt));
    return undefined;
  });
}
