import type { Operation } from '@rollcall/service-kit';
import type { Context } from '../context.ts';
import { createWebhook } from './create-webhook.ts';
import { deleteWebhook } from './delete-webhook.ts';
import { editWebhook } from './edit-webhook.ts';
import { listNotifications } from './list-notifications.ts';
import { getWebhook, listWebhooks } from './list-webhooks.ts';
import { getNotificationPreferences, setNotificationPreferences } from './preferences.ts';
import { readAllNotifications, readNotification } from './read-notifications.ts';
import { rotateWebhookSecret } from './rotate-webhook-secret.ts';
import { testWebhook } from './test-webhook.ts';
import { listWebhookDeliveries, redeliverWebhook } from './webhook-deliveries.ts';

/** What the service does over HTTP. */
export const operations: Operation<Context>[] = [
  listNotifications,
  readAllNotifications,
  readNotification,
  getNotificationPreferences,
  setNotificationPreferences,

  listWebhooks,
  createWebhook,
  getWebhook,
  editWebhook,
  deleteWebhook,
  rotateWebhookSecret,
  testWebhook,
  listWebhookDeliveries,
  redeliverWebhook,
];
