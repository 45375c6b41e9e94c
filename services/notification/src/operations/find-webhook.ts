import { AppError } from '@rollcall/service-kit';
import type { Context } from '../context.ts';
import type { WebhookDocument } from '../store/webhooks.ts';

/** The webhook of an id. Throws `webhook_not_found`. */
export async function findWebhook({ webhooks }: Context, webhookId: string): Promise<WebhookDocument> {
  return requireWebhook(await webhooks.get(webhookId));
}

/** Throws `webhook_not_found` when it was gone before it could be changed. */
export function requireWebhook(found: WebhookDocument | null): WebhookDocument {
  if (!found) throw new AppError('webhook_not_found');
  return found;
}
