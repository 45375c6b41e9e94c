import { type Notification, routes } from '@rollcall/contracts';
import { useInfiniteQuery, useMutation } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import { Bell, CheckCheck } from 'lucide-react';
import { useTranslation } from 'react-i18next';
import { call } from '../api/call.ts';
import { asksPages, outdate } from '../api/query.ts';
import { useUser } from '../log-in/use-log-in.ts';
import { Button } from '../ui/button.tsx';
import { Listed } from '../ui/listed.tsx';
import { Card, Page } from '../ui/page.tsx';
import { Empty, useErrorSentence } from '../ui/states.tsx';
import { Time } from '../ui/time.tsx';
import { say } from '../ui/toast.tsx';
import { pathOf, wordsOf } from './notification-words.ts';

export function NotificationsPage() {
  const { t } = useTranslation(['account', 'common']);
  const sentence = useErrorSentence('account');
  const query = useInfiniteQuery(asksPages(routes.listNotifications, { query: { limit: 30 } }));
  const readAll = useMutation({
    mutationFn: () => call(routes.readAllNotifications),
    onSuccess: () => outdate(routes.listNotifications),
    onError: (error) => say(sentence(error)),
  });
  const pages = query.data?.pages ?? [];
  const items = pages.flatMap((page) => page.items);
  return (
    <Page
      title={t('common:nav.notifications')}
      narrow
      actions={
        (pages[0]?.unread ?? 0) > 0 && (
          <Button icon={CheckCheck} busy={readAll.isPending} onClick={() => readAll.mutate()}>
            {t('notices.readAll')}
          </Button>
        )
      }
    >
      <Card>
        <Listed
          query={query}
          isEmpty={items.length === 0}
          empty={
            <Empty icon={Bell} title={t('notices.none')}>
              {t('notices.noneAbout')}
            </Empty>
          }
        >
          <ul>
            {items.map((notification) => (
              <Notice key={notification._id} notification={notification} />
            ))}
          </ul>
        </Listed>
      </Card>
    </Page>
  );
}

function Notice({ notification }: { notification: Notification }) {
  const { t } = useTranslation(['account', 'common']);
  const { role } = useUser();
  const { title, why } = wordsOf(notification, t);
  const path = pathOf(notification, role);
  const isNew = notification.readAt === null;

  function read() {
    if (!isNew) return;
    call(routes.readNotification, { ids: { id: notification._id } })
      .then(() => outdate(routes.listNotifications))
      .catch(() => {}); // it stays new
  }

  const words = (
    <>
      <span aria-hidden className={`mt-2 size-2 shrink-0 rounded-full ${isNew ? 'bg-action' : 'bg-transparent'}`} />
      <span className="min-w-0">
        <span className={`block break-words ${isNew ? 'font-medium' : ''}`}>
          {isNew && <span className="sr-only">{t('notices.new')} </span>}
          {title}
        </span>
        {why && <span className="block break-words text-quiet">{why}</span>}
        <span className="block text-14 text-quiet">
          <Time at={notification.createdAt} as="dayAndClock" />
        </span>
      </span>
    </>
  );
  return (
    <li className="border-b border-line last:border-0">
      {path === null ? (
        <div className="flex gap-3 px-4 py-3 md:px-6">{words}</div>
      ) : (
        <Link to={path} onClick={read} className="flex gap-3 px-4 py-3 hover:bg-sunken md:px-6">
          {words}
        </Link>
      )}
    </li>
  );
}
