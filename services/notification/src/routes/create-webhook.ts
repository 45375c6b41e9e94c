import { routes } from '@rollcall/contracts';
import { AppError, createEvent, operation } from '@rollcall/service-kit';
import type { Context } from '../context.ts';
import { drawSecret, sealSecret } from '../domain/webhook-secret.ts';
import { presentWebhook } from '../presenters/webhook.ts';
import type { WebhookDocument } from '../store/webhooks.ts';

const SCHEMA_VERSION = 1;

export const createWebhook = operation(routes.createWebhook, async (context: Context, { body, caller, trace }) => {
  const { webhooks, subscriptions, sender, bus, ids, clock, config } = context;
  if (!sender.accepts(body.url)) throw new AppError('webhook_url_refused');
  const webhookId = ids.objectId();
  const secret = drawSecret();
  const webhook: WebhookDocument = {
    _id: webhookId,
    schemaVersion: SCHEMA_VERSION,
    ...body,
    secret: sealSecret(config.WEBHOOK_SECRET_KEY, webhookId, secret),
    formerSecret: null,
    createdAt: new Date(clock.now()),
    createdBy: caller.userId,
    deletedAt: null,
    outbox: [createEvent(bus, 'webhookCreated', webhookId, { webhookId }, trace)],
  };
  await webhooks.insert(webhook);
  subscriptions.forget();
  void webhooks.outbox.flush(webhookId);
  return { ...presentWebhook(webhook), secret };
});
