import { routes } from '@rollcall/contracts';
import { operation } from '@rollcall/service-kit';
import type { Context } from '../context.ts';
import { presentNotification } from '../presenters/notification.ts';
import { cursorAfter, readCursor } from './time-cursor.ts';

export const listNotifications = operation(
  routes.listNotifications,
  async ({ notifications }: Context, { query, caller }) => {
    const { unread, cursor, limit } = query;
    const { userId } = caller;
    const [found, unreadCount] = await Promise.all([
      notifications.page({ userId, unread, after: readCursor(cursor), limit: limit + 1 }),
      notifications.countUnread(userId),
    ]);
    const page = found.slice(0, limit);
    const nextCursor = found.length > limit ? cursorAfter(page.at(-1)) : null;
    return { items: page.map(presentNotification), nextCursor, unread: unreadCount };
  },
);
