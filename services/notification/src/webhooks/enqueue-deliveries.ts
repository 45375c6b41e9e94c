import type { WEBHOOK_PING, WebhookEvent } from '@rollcall/contracts';
import type { ReceivedEvent } from '@rollcall/service-kit';
import type { Context } from '../context.ts';
import { derivedId } from '../domain/ids.ts';
import type { DeliveryDocument } from '../store/deliveries.ts';
import { deliveryBody, webhookEventOf } from './delivery-body.ts';

const SCHEMA_VERSION = 1;

/** Has events sent to the webhooks that want to hear of them, each once. */
export async function enqueueDeliveries(context: Context, events: ReceivedEvent[]): Promise<void> {
  const { subscriptions } = context;
  const heard = events.flatMap((event) => {
    const name = webhookEventOf(event);
    return name ? [{ name, event }] : [];
  });
  if (heard.length === 0) return;
  const webhooks = await subscriptions.all();
  const documents = heard.flatMap(({ name, event }) => {
    const wanting = webhooks.filter((one) => one.events.includes(name));
    if (wanting.length === 0) return [];
    const body = deliveryBody(name, event.time, event.data);
    return wanting.map((webhook) =>
      newDelivery(context, { _id: derivedId(event.id, webhook._id), webhookId: webhook._id, event: name, body }),
    );
  });
  await enqueue(context, documents);
}

interface Wanted {
  _id: string;
  webhookId: string;
  event: WebhookEvent | typeof WEBHOOK_PING;
  body: string;
}

export function newDelivery({ clock, config }: Context, wanted: Wanted): DeliveryDocument {
  const now = new Date(clock.now());
  return {
    ...wanted,
    schemaVersion: SCHEMA_VERSION,
    state: 'waiting',
    createdAt: now,
    tries: 0,
    attempts: [],
    nextAttemptAt: now,
    expiresAt: new Date(now.getTime() + config.WEBHOOK_RETENTION * 1000),
  };
}

/** The job that attempts it. */
export function jobOf({ _id, webhookId }: Pick<DeliveryDocument, '_id' | 'webhookId'>) {
  return { id: _id, data: { deliveryId: _id, webhookId } };
}

/** Those that are there already are on their way. */
export async function enqueue({ deliveries, deliveryQueue }: Context, documents: DeliveryDocument[]): Promise<void> {
  const added = await deliveries.insert(documents);
  await deliveryQueue.add(...added.map(jobOf));
}
