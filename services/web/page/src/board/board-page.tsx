import { routes } from '@rollcall/contracts';
import { useQuery } from '@tanstack/react-query';
import { useParams } from '@tanstack/react-router';
import { useTranslation } from 'react-i18next';
import { asks } from '../api/query.ts';
import { Page } from '../ui/page.tsx';
import { Failure, Skeleton } from '../ui/states.tsx';
import { Board } from './board.tsx';

/** A session while it runs, and what is left of it afterwards. */
export function BoardPage() {
  const { t } = useTranslation('board');
  const { sessionId } = useParams({ from: '/inside/shell/app/sessions/$sessionId' });
  const session = useQuery(asks(routes.getSession, { ids: { id: sessionId } }));
  if (session.data) return <Board key={sessionId} session={session.data} />;
  return (
    <Page title={t('title')}>
      {session.isError ? <Failure error={session.error} onRetry={() => session.refetch()} /> : <Skeleton lines={6} />}
    </Page>
  );
}
