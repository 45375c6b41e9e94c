import { type LogInSession, routes } from '@rollcall/contracts';
import { useMutation, useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { call } from '../api/call.ts';
import { asks, outdate } from '../api/query.ts';
import { logOutEverywhere } from '../log-in/log-in.ts';
import { Button } from '../ui/button.tsx';
import { ConfirmDialog } from '../ui/confirm-dialog.tsx';
import { Loaded } from '../ui/loaded.tsx';
import { Card } from '../ui/page.tsx';
import { useErrorSentence } from '../ui/states.tsx';
import { say } from '../ui/toast.tsx';
import { relative } from '../words/format.ts';

/** So many stand there at first. */
const FEW = 5;

/** Where I am logged in, and the way to end that. */
export function LogInsCard() {
  const { t } = useTranslation('account');
  const sentence = useErrorSentence('account');
  const query = useQuery(asks(routes.listLogInSessions));
  const [isWhole, setIsWhole] = useState(false);
  const [isLeaving, setIsLeaving] = useState(false);
  const endOthers = useMutation({
    mutationFn: () => call(routes.endOtherLogInSessions),
    onSuccess: async ({ ended }) => {
      await outdate(routes.listLogInSessions);
      say(t('logIns.ended', { count: ended }));
    },
    onError: (error) => say(sentence(error)),
  });
  return (
    <Card title={t('logIns.title')}>
      <div className="grid gap-4 p-4 md:p-6">
        <Loaded query={query}>
          {({ items }) => (
            <>
              <ul className="grid gap-4">
                {(isWhole ? items : items.slice(0, FEW)).map((session) => (
                  <LogInRow key={session._id} session={session} />
                ))}
              </ul>
              {items.length > FEW && !isWhole && (
                <div>
                  <Button look="quiet" onClick={() => setIsWhole(true)}>
                    {t('logIns.all', { count: items.length })}
                  </Button>
                </div>
              )}
              <div className="flex flex-wrap gap-3">
                {items.length > 1 && (
                  <Button busy={endOthers.isPending} onClick={() => endOthers.mutate()}>
                    {t('logIns.endOthers')}
                  </Button>
                )}
                <Button onClick={() => setIsLeaving(true)}>{t('logIns.endAll')}</Button>
              </div>
            </>
          )}
        </Loaded>
      </div>
      <ConfirmDialog
        open={isLeaving}
        onClose={() => setIsLeaving(false)}
        title={t('logIns.endAllTitle')}
        about={t('logIns.endAllAbout')}
        action={t('logIns.endAll')}
        run={logOutEverywhere}
      />
    </Card>
  );
}

function LogInRow({ session }: { session: LogInSession }) {
  const { t } = useTranslation('account');
  const sentence = useErrorSentence('account');
  const end = useMutation({
    mutationFn: () => call(routes.endLogInSession, { ids: { id: session._id } }),
    onSuccess: () => outdate(routes.listLogInSessions),
    onError: (error) => say(sentence(error)),
  });
  // "Firefox on Android", in no language.
  const device = session.device.replace(' on ', ' · ');
  return (
    <li className="flex items-center justify-between gap-4">
      <div className="min-w-0">
        <p className="font-medium break-words">{device}</p>
        <p className="text-14 text-quiet">
          {session.current ? t('logIns.thisOne') : t('logIns.lastUsed', { when: relative(session.lastUsedAt) })} ·{' '}
          {session.address}
        </p>
      </div>
      {!session.current && (
        <Button
          className="shrink-0"
          busy={end.isPending}
          aria-label={t('logIns.endOf', { device })}
          onClick={() => end.mutate()}
        >
          {t('logIns.end')}
        </Button>
      )}
    </li>
  );
}
