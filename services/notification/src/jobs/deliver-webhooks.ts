import { queueRedisUrl, startWorker } from '@rollcall/service-kit';
import type { Context } from '../context.ts';
import { deliver } from '../webhooks/deliver.ts';
import { Places } from '../webhooks/places.ts';

const CONCURRENCY = 40;

/** Sends webhooks what they are to hear. */
export function startDeliveryWorker(context: Context) {
  const places = new Places();
  const after = (ms: number) => new Date(context.clock.now() + ms);
  return startWorker(
    'webhookDelivery',
    { redisUrl: queueRedisUrl(context.config), log: context.log },
    CONCURRENCY,
    async ({ deliveryId, webhookId }) => {
      const turnMs = places.enter(webhookId, deliveryId);
      if (turnMs !== undefined) return after(turnMs);
      let failed = true;
      try {
        const outcome = await deliver(context, deliveryId);
        failed = outcome.failed;
        return outcome.again;
      } finally {
        places.leave(webhookId, failed);
      }
    },
  );
}
