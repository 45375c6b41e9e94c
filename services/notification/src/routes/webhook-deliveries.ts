import { routes } from '@rollcall/contracts';
import { AppError, operation } from '@rollcall/service-kit';
import type { Context } from '../context.ts';
import { findWebhook } from '../operations/find-webhook.ts';
import { presentDelivery } from '../presenters/webhook.ts';
import { jobOf } from '../webhooks/enqueue-deliveries.ts';
import { cursorAfter, readCursor } from './time-cursor.ts';

export const listWebhookDeliveries = operation(
  routes.listWebhookDeliveries,
  async (context: Context, { ids, query }) => {
    const { _id: webhookId } = await findWebhook(context, ids.id);
    const { state, cursor, limit } = query;
    const found = await context.deliveries.page({ webhookId, state, after: readCursor(cursor), limit: limit + 1 });
    const page = found.slice(0, limit);
    return { items: page.map(presentDelivery), nextCursor: found.length > limit ? cursorAfter(page.at(-1)) : null };
  },
);

export const redeliverWebhook = operation(routes.redeliverWebhook, async (context: Context, { ids }) => {
  const { deliveries, deliveryQueue, clock, config } = context;
  const { _id: webhookId } = await findWebhook(context, ids.id);
  const { deliveryId } = ids;
  const now = new Date(clock.now());
  const expiresAt = new Date(now.getTime() + config.WEBHOOK_RETENTION * 1000);
  const revived = await deliveries.revive(webhookId, deliveryId, now, expiresAt);
  if (!revived) {
    const exists = await deliveries.exists(webhookId, deliveryId);
    throw new AppError(exists ? 'webhook_delivery_not_dead' : 'webhook_delivery_not_found');
  }
  await deliveryQueue.add(jobOf(revived));
  return presentDelivery(revived);
});
