import { routes } from '@rollcall/contracts';
import { useQuery } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import { Bell as BellIcon } from 'lucide-react';
import { useTranslation } from 'react-i18next';
import { asks, outdate } from '../api/query.ts';
import { useLiveEvent } from '../live/use-live.ts';

/** How many notifications are new, live. */
export function Bell() {
  const { t } = useTranslation();
  const { data } = useQuery(asks(routes.listNotifications, { query: { limit: 1 } }));
  useLiveEvent('notification:new', () => void outdate(routes.listNotifications));
  const unread = data?.unread ?? 0;
  return (
    <Link
      to="/app/notifications"
      aria-label={unread > 0 ? t('unread', { count: unread }) : t('nav.notifications')}
      className="relative inline-flex size-11 items-center justify-center rounded-8 hover:bg-sunken"
    >
      <BellIcon aria-hidden size={20} />
      {unread > 0 && (
        <span
          aria-hidden
          className="absolute top-1 right-1 min-w-5 rounded-full bg-action px-1 text-center text-12 font-medium text-on-action"
        >
          {unread > 99 ? '99+' : unread}
        </span>
      )}
    </Link>
  );
}
