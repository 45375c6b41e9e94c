import { routes } from '@rollcall/contracts';
import { operation } from '@rollcall/service-kit';
import type { Context } from '../context.ts';
import { findWebhook } from '../operations/find-webhook.ts';
import { presentWebhook } from '../presenters/webhook.ts';

export const listWebhooks = operation(routes.listWebhooks, async ({ webhooks }: Context, { query }) => {
  const { cursor, limit } = query;
  const found = await webhooks.list({ after: cursor, limit: limit + 1 });
  const page = found.slice(0, limit);
  return {
    items: page.map(presentWebhook),
    nextCursor: found.length > limit ? (page.at(-1)?._id ?? null) : null,
  };
});

export const getWebhook = operation(routes.getWebhook, async (context: Context, { ids }) =>
  presentWebhook(await findWebhook(context, ids.id)),
);
