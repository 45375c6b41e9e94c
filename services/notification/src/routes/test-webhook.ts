import { routes, WEBHOOK_PING } from '@rollcall/contracts';
import { operation } from '@rollcall/service-kit';
import type { Context } from '../context.ts';
import { findWebhook } from '../operations/find-webhook.ts';
import { presentDelivery } from '../presenters/webhook.ts';
import { deliveryBody } from '../webhooks/delivery-body.ts';
import { enqueue, newDelivery } from '../webhooks/enqueue-deliveries.ts';

export const testWebhook = operation(routes.testWebhook, async (context: Context, { ids }) => {
  const { _id: webhookId } = await findWebhook(context, ids.id);
  const body = deliveryBody(WEBHOOK_PING, new Date(context.clock.now()).toISOString(), { webhookId });
  const delivery = newDelivery(context, { _id: context.ids.objectId(), webhookId, event: WEBHOOK_PING, body });
  await enqueue(context, [delivery]);
  return presentDelivery(delivery);
});
