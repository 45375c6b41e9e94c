import { z } from 'zod';
import { id, instant, text } from '../values.ts';
import { defineRoutes, route } from './route.ts';

/** What a webhook can hear of: events of the contracts by their subject without `evt.`. */
export const webhookEvent = z.enum([
  'session.scheduled',
  'session.started',
  'session.ended',
  'session.cancelled',
  'attendance.recorded',
  'attendance.changed',
  'attendance.flagged',
  'attendance.reviewed',
  'excuse.requested',
  'excuse.decided',
]);
export type WebhookEvent = z.infer<typeof webhookEvent>;

/** The `type` of what is sent to try a webhook. */
export const WEBHOOK_PING = 'ping';

const url = z
  .url({ protocol: /^https?$/ })
  .max(2_000)
  .refine((value) => {
    const read = URL.parse(value);
    return read !== null && read.username + read.password === '';
  }, 'must hold no user and no password')
  .meta({ description: 'https, and open to the world' });

const fields = {
  url,
  events: z
    .array(webhookEvent)
    .min(1)
    .max(webhookEvent.options.length)
    .transform((events) => [...new Set(events)]),
  description: text(200).nullable(),
  enabled: z.boolean(),
};

export const webhook = z.object({
  _id: id,
  url: z.string(),
  events: z.array(webhookEvent),
  description: z.string().nullable(),
  enabled: z.boolean(),
  createdAt: instant,
  createdBy: id,
});
export type Webhook = z.infer<typeof webhook>;

/** `whsec_` and 32 bytes in base64. Shown when it is made, and never again. */
const secret = z.string();

export const webhookDeliveryState = z.enum(['waiting', 'delivered', 'dead']);
export type WebhookDeliveryState = z.infer<typeof webhookDeliveryState>;

/** One try: the status that was answered, or why there was none. */
export const webhookAttempt = z.object({
  at: instant,
  statusCode: z.int().nullable(),
  durationMs: z.int(),
  problem: z.string().nullable(),
});

/** What one webhook is sent about one event. `_id` is the `webhook-id` of every attempt. `dead`: given up. */
export const webhookDelivery = z.object({
  _id: id,
  webhookId: id,
  event: z.union([webhookEvent, z.literal(WEBHOOK_PING)]),
  state: webhookDeliveryState,
  createdAt: instant,
  /** The latest 20. */
  attempts: z.array(webhookAttempt),
  nextAttemptAt: instant.nullable(),
});
export type WebhookDelivery = z.infer<typeof webhookDelivery>;

const one = { access: 'admin', ids: { id: 'webhook_not_found' } } as const;
const page = { cursor: id.optional(), limit: z.coerce.number().int().min(1).max(200).default(50) };

export const webhookRoutes = defineRoutes('notification', {
  listWebhooks: route({
    summary: 'The webhooks, the oldest first',
    method: 'GET',
    paths: ['/api/v1/webhooks'],
    access: 'admin',
    query: z.strictObject(page),
    data: z.object({ items: z.array(webhook), nextCursor: z.string().nullable() }),
  }),

  createWebhook: route({
    summary: 'Have an address told of events; the secret that signs is shown this once',
    method: 'POST',
    paths: ['/api/v1/webhooks'],
    access: 'admin',
    body: z.strictObject({
      ...fields,
      description: fields.description.default(null),
      enabled: fields.enabled.default(true),
    }),
    status: 201,
    data: webhook.extend({ secret }),
    errors: ['webhook_url_refused'],
  }),

  getWebhook: route({
    summary: 'One webhook',
    method: 'GET',
    paths: ['/api/v1/webhooks/:id'],
    ...one,
    data: webhook,
    errors: ['webhook_not_found'],
  }),

  editWebhook: route({
    summary: 'Edit a webhook, or switch it off',
    method: 'PATCH',
    paths: ['/api/v1/webhooks/:id'],
    ...one,
    body: z.strictObject({
      url: url.optional(),
      events: fields.events.optional(),
      description: fields.description.optional(),
      enabled: fields.enabled.optional(),
    }),
    data: webhook,
    errors: ['webhook_not_found', 'webhook_url_refused'],
  }),

  deleteWebhook: route({
    summary: 'Delete a webhook; what waits for it is not sent any more',
    method: 'DELETE',
    paths: ['/api/v1/webhooks/:id'],
    ...one,
    data: z.object({}),
    errors: ['webhook_not_found'],
  }),

  rotateWebhookSecret: route({
    summary: 'Another secret, shown this once; for a day the old one signs beside it',
    method: 'POST',
    paths: ['/api/v1/webhooks/:id/rotate-secret'],
    ...one,
    data: z.object({ secret }),
    errors: ['webhook_not_found'],
  }),

  testWebhook: route({
    summary: 'Send a ping, also while the webhook is switched off; look at its delivery for what came of it',
    method: 'POST',
    paths: ['/api/v1/webhooks/:id/test'],
    ...one,
    status: 202,
    data: webhookDelivery,
    errors: ['webhook_not_found'],
  }),

  listWebhookDeliveries: route({
    summary: 'What a webhook was sent, the newest first',
    method: 'GET',
    paths: ['/api/v1/webhooks/:id/deliveries'],
    ...one,
    query: z.strictObject({
      state: webhookDeliveryState.optional(),
      cursor: z
        .string()
        .regex(/^\d{1,15}\.[0-9a-f]{24}$/)
        .optional(),
      limit: page.limit,
    }),
    data: z.object({ items: z.array(webhookDelivery), nextCursor: z.string().nullable() }),
    errors: ['webhook_not_found'],
  }),

  redeliverWebhook: route({
    summary: 'Send again what was given up',
    method: 'POST',
    paths: ['/api/v1/webhooks/:id/deliveries/:deliveryId/redeliver'],
    access: 'admin',
    ids: { id: 'webhook_not_found', deliveryId: 'webhook_delivery_not_found' },
    status: 202,
    data: webhookDelivery,
    errors: ['webhook_not_found', 'webhook_delivery_not_found', 'webhook_delivery_not_dead'],
  }),
});
