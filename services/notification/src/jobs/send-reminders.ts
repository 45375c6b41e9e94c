import { queueRedisUrl, startWorker } from '@rollcall/service-kit';
import type { Context } from '../context.ts';
import { remind } from '../operations/remind.ts';

const CONCURRENCY = 5;

export function startReminderWorker(context: Context) {
  return startWorker(
    'sessionReminder',
    { redisUrl: queueRedisUrl(context.config), log: context.log },
    CONCURRENCY,
    async ({ sessionId, startsAt }) => {
      await remind(context, sessionId, new Date(startsAt));
      return undefined;
    },
  );
}
