import { routes } from '@rollcall/contracts';
import { createEvent, operation } from '@rollcall/service-kit';
import type { Context } from '../context.ts';
import { drawSecret, sealSecret } from '../domain/webhook-secret.ts';
import { findWebhook, requireWebhook } from '../operations/find-webhook.ts';

const BOTH_SIGN_MS = 86_400_000;

export const rotateWebhookSecret = operation(routes.rotateWebhookSecret, async (context: Context, { ids, trace }) => {
  const { webhooks, bus, clock, config } = context;
  const webhookId = ids.id;
  const { secret: former } = await findWebhook(context, webhookId);
  const secret = drawSecret();
  const change = {
    secret: sealSecret(config.WEBHOOK_SECRET_KEY, webhookId, secret),
    formerSecret: former === null ? null : { secret: former, until: new Date(clock.now() + BOTH_SIGN_MS) },
  };
  const event = createEvent(bus, 'webhookEdited', webhookId, { webhookId, fields: ['secret'] }, trace);
  requireWebhook(await webhooks.setSecret(webhookId, change, event));
  void webhooks.outbox.flush(webhookId);
  return { secret };
});
