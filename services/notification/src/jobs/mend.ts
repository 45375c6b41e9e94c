import { type Repeated, repeat } from '@rollcall/service-kit';
import type { Context } from '../context.ts';
import { remind } from '../operations/remind.ts';
import { jobOf } from '../webhooks/enqueue-deliveries.ts';

const PERIOD_MS = 10_000;
/** What the queues know is done by then. */
const PATIENCE_MS = 30_000;
const MOST = 500;

/** Does what the queues have forgotten, or never heard of because Redis was away: what is due stands in MongoDB. */
export function startMending(context: Context): Repeated[] {
  const { sessionPlans, reminders, mailsToSend, digests, deliveries, deliveryQueue, mailer, clock, log } = context;
  const every = { everyMs: PERIOD_MS, log };
  return [
    repeat({ ...every, name: 'forgotten reminders' }, async () => {
      const nowMs = clock.now();
      const untilMs = nowMs + reminders.beforeMs - Math.min(PATIENCE_MS, reminders.beforeMs / 2);
      for (const { _id, startsAt } of await sessionPlans.between(new Date(nowMs), new Date(untilMs), MOST)) {
        await remind(context, _id, startsAt);
      }
    }),
    repeat({ ...every, name: 'forgotten digests' }, async () => {
      if (!mailer) return;
      const before = new Date(clock.now() - digests.afterMs - PATIENCE_MS);
      await digests.wakeNow(await mailsToSend.waitingSince(before, MOST));
    }),
    repeat({ ...every, name: 'forgotten deliveries' }, async () => {
      const overdue = await deliveries.overdue(new Date(clock.now() - PATIENCE_MS), MOST);
      await deliveryQueue.add(...overdue.map(jobOf));
    }),
  ];
}
