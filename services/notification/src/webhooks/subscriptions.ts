import type { Clock } from '@rollcall/service-kit';
import type { WebhookDocument, Webhooks } from '../store/webhooks.ts';

/** So long other processes do not know of a change. */
const REMEMBERED_MS = 1_000;

export type Subscriptions = ReturnType<typeof createSubscriptions>;

/** The webhooks that are switched on, as every batch of events asks for them. */
export function createSubscriptions(webhooks: Webhooks, clock: Clock) {
  let known: { webhooks: WebhookDocument[]; untilMs: number } | undefined;
  return {
    async all(): Promise<WebhookDocument[]> {
      const nowMs = clock.now();
      if (!known || known.untilMs <= nowMs || known.untilMs > nowMs + REMEMBERED_MS) {
        known = { webhooks: await webhooks.enabled(), untilMs: nowMs + REMEMBERED_MS };
      }
      return known.webhooks;
    },

    /** This process has changed one. */
    forget(): void {
      known = undefined;
    },
  };
}
