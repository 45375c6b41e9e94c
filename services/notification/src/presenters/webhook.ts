import type { Webhook, WebhookDelivery } from '@rollcall/contracts';
import type { DeliveryDocument } from '../store/deliveries.ts';
import type { WebhookDocument } from '../store/webhooks.ts';

export function presentWebhook(webhook: WebhookDocument): Webhook {
  const { _id, url, events, description, enabled, createdAt, createdBy } = webhook;
  return { _id, url, events, description, enabled, createdAt: createdAt.toISOString(), createdBy };
}

export function presentDelivery(delivery: DeliveryDocument): WebhookDelivery {
  const { _id, webhookId, event, state, createdAt, attempts, nextAttemptAt } = delivery;
  return {
    _id,
    webhookId,
    event,
    state,
    createdAt: createdAt.toISOString(),
    attempts: attempts.map(({ at, statusCode = null, durationMs, problem = null }) => ({
      at: at.toISOString(),
      statusCode,
      durationMs,
      problem,
    })),
    nextAttemptAt: nextAttemptAt?.toISOString() ?? null,
  };
}
