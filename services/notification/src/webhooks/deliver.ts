import type { Context } from '../context.ts';
import { retryPauseMs } from '../domain/retry-pause.ts';
import { openSecret, signatureHeaders } from '../domain/webhook-secret.ts';
import type { DeliveryDocument } from '../store/deliveries.ts';
import type { WebhookDocument } from '../store/webhooks.ts';

export interface DeliveryOutcome {
  failed: boolean;
  /** When there is to be another attempt. */
  again?: Date;
}

/** Makes an attempt at a delivery, unless it does not wait for one any more. */
export async function deliver(context: Context, deliveryId: string): Promise<DeliveryOutcome> {
  const { deliveries, webhooks, clock, config } = context;
  const delivery = await deliveries.waiting(deliveryId);
  if (!delivery) return { failed: false };
  const webhook = await webhooks.get(delivery.webhookId);
  const startedAtMs = clock.now();
  const outcome =
    webhook && (webhook.enabled || delivery.event === 'ping')
      ? await send(context, webhook, delivery)
      : { statusCode: null, problem: webhook ? 'the webhook is switched off' : 'the webhook was deleted', final: true };
  const { statusCode, problem } = outcome;
  const attempt = { at: new Date(startedAtMs), statusCode, durationMs: clock.now() - startedAtMs, problem };
  if (problem === null) {
    await deliveries.delivered(deliveryId, attempt);
    return { failed: false };
  }
  const tries = delivery.tries + 1;
  if ('final' in outcome || tries >= config.WEBHOOK_ATTEMPTS) {
    await deliveries.died(deliveryId, attempt);
    return { failed: true };
  }
  const again = new Date(clock.now() + retryPauseMs(tries, config.WEBHOOK_RETRY_SECONDS * 1000, Math.random()));
  await deliveries.failed(deliveryId, attempt, again);
  return { failed: true, again };
}

async function send({ sender, clock, config, log }: Context, webhook: WebhookDocument, delivery: DeliveryDocument) {
  const { _id, url, secret, formerSecret } = webhook;
  const at = new Date(clock.now());
  const former = formerSecret && formerSecret.until > at ? formerSecret.secret : null;
  let secrets: string[];
  try {
    const sealed = [secret, former].filter((one) => one !== null);
    secrets = sealed.map((one) => openSecret(config.WEBHOOK_SECRET_KEY, _id, one));
  } catch (error) {
    log.error({ err: error, webhookId: _id }, 'webhook: another WEBHOOK_SECRET_KEY sealed its secret');
    return { statusCode: null, problem: 'the secret cannot be read: rotate it' };
  }
  const headers = {
    'content-type': 'application/json',
    'user-agent': 'Rollcall-Webhooks/1',
    ...signatureHeaders({ id: delivery._id, at, body: delivery.body }, secrets),
  };
  return sender.post(url, headers, delivery.body);
}
