import type { Notification } from '@rollcall/contracts';
import type { NotificationDocument } from '../store/notification-model.ts';

export function presentNotification({ _id, kind, data, createdAt, readAt }: NotificationDocument): Notification {
  const times = { createdAt: createdAt.toISOString(), readAt: readAt?.toISOString() ?? null };
  return { _id, kind, data, ...times } as Notification;
}
