import { routes } from '@rollcall/contracts';
import { AppError, operation } from '@rollcall/service-kit';
import type { Context } from '../context.ts';
import { presentNotification } from '../presenters/notification.ts';

export const readNotification = operation(
  routes.readNotification,
  async ({ notifications, clock }: Context, { ids, caller }) => {
    const read = await notifications.read(caller.userId, ids.id, new Date(clock.now()));
    if (!read) throw new AppError('notification_not_found');
    return presentNotification(read);
  },
);

export const readAllNotifications = operation(
  routes.readAllNotifications,
  async ({ notifications, clock }: Context, { caller }) => ({
    read: await notifications.readAll(caller.userId, new Date(clock.now())),
  }),
);
