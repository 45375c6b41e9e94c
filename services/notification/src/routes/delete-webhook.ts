import { routes } from '@rollcall/contracts';
import { createEvent, operation } from '@rollcall/service-kit';
import type { Context } from '../context.ts';
import { requireWebhook } from '../operations/find-webhook.ts';

export const deleteWebhook = operation(routes.deleteWebhook, async (context: Context, { ids, trace }) => {
  const { webhooks, subscriptions, bus, clock } = context;
  const webhookId = ids.id;
  const event = createEvent(bus, 'webhookDeleted', webhookId, { webhookId }, trace);
  requireWebhook(await webhooks.remove(webhookId, new Date(clock.now()), event));
  subscriptions.forget();
  void webhooks.outbox.flush(webhookId);
  return {};
});
