import { routes } from '@rollcall/contracts';
import { AppError, createEvent, operation } from '@rollcall/service-kit';
import type { Context } from '../context.ts';
import { findWebhook, requireWebhook } from '../operations/find-webhook.ts';
import { presentWebhook } from '../presenters/webhook.ts';
import type { WebhookEdit } from '../store/webhooks.ts';

export const editWebhook = operation(routes.editWebhook, async (context: Context, { ids, body, trace }) => {
  const { webhooks, subscriptions, sender, bus } = context;
  const webhookId = ids.id;
  const webhook = await findWebhook(context, webhookId);
  if (body.url !== undefined && !sender.accepts(body.url)) throw new AppError('webhook_url_refused');
  const edit = Object.fromEntries(Object.entries(body).filter(([, value]) => value !== undefined)) as WebhookEdit;
  const fields = Object.keys(edit);
  if (fields.length === 0) return presentWebhook(webhook);
  const event = createEvent(bus, 'webhookEdited', webhookId, { webhookId, fields }, trace);
  const edited = requireWebhook(await webhooks.edit(webhookId, edit, event));
  subscriptions.forget();
  void webhooks.outbox.flush(webhookId);
  return presentWebhook(edited);
});
