import { type WebhookEvent, webhookEvent } from '@rollcall/contracts';
import type { ReceivedEvent } from '@rollcall/service-kit';

/** The body of a message by Standard Webhooks: what happened, when, and its data. */
export function deliveryBody(type: string, timestamp: string, data: object): string {
  return JSON.stringify({ type, timestamp, data });
}

const known = new Set<string>(webhookEvent.options);

/** What webhooks call an event; undefined for one that they do not hear of. */
export function webhookEventOf({ subject }: ReceivedEvent): WebhookEvent | undefined {
  const name = subject.slice('evt.'.length);
  return known.has(name) ? (name as WebhookEvent) : undefined;
}
