import type { Worker } from 'bullmq';
import type { Context } from '../context.ts';
import { deliver } from '../webhooks/deliver.ts';
import { startJobWorker } from './job-queue.ts';

const CONCURRENCY = 40;
/** A webhook that answers slowly leaves the other places to the others. */
const AT_ONCE_TO_ONE = 8;
const TURN_MS = 500;

/** Sends webhooks what they are to hear. */
export function startDeliveryWorker(context: Context): Worker {
  const busy = new Map<string, number>();
  return startJobWorker(context, 'webhookDelivery', CONCURRENCY, async ({ deliveryId }) => {
    const webhookId = (await context.deliveries.waiting(deliveryId))?.webhookId;
    if (webhookId === undefined) return undefined;
    const now = busy.get(webhookId) ?? 0;
    if (now >= AT_ONCE_TO_ONE) return new Date(context.clock.now() + TURN_MS * (0.5 + Math.random()));
    busy.set(webhookId, now + 1);
    try {
      return await deliver(context, deliveryId);
    } finally {
      const left = (busy.get(webhookId) ?? 1) - 1;
      if (left > 0) busy.set(webhookId, left);
      else busy.delete(webhookId);
    }
  });
}
