import { routes } from '@rollcall/contracts';
import { useQuery } from '@tanstack/react-query';
import { Link, useSearch } from '@tanstack/react-router';
import { useTranslation } from 'react-i18next';
import { asks } from '../api/query.ts';
import { Loaded } from '../ui/loaded.tsx';
import { Page } from '../ui/page.tsx';
import { ExcuseList } from './excuse-list.tsx';
import { FlaggedList } from './flagged-list.tsx';
import { useFlagged } from './use-flagged.ts';

/** What waits for a teacher's decision: doubtful scans, of all sessions or of one, and excuses. */
export function ReviewPage() {
  const { t } = useTranslation('review');
  const { session: sessionId } = useSearch({ from: '/inside/shell/app/review' });
  const flagged = useFlagged(sessionId);
  return (
    <Page title={t('title')} back={sessionId ? { to: `/app/sessions/${sessionId}`, label: t('toSession') } : undefined}>
      <section aria-labelledby="flagged" className="mb-8">
        <h2 id="flagged" className="mb-3 text-20">
          {t('flagged')}
        </h2>
        <Loaded query={flagged} lines={5}>
          {(sessions) => <FlaggedList sessions={sessions} sessionId={sessionId} />}
        </Loaded>
        {sessionId && <Others />}
      </section>
      {!sessionId && (
        <section aria-labelledby="excuses">
          <h2 id="excuses" className="mb-3 text-20">
            {t('excuses')}
          </h2>
          <ExcuseList />
        </section>
      )}
    </Page>
  );
}

/** From one session to all that waits. */
function Others() {
  const { t } = useTranslation('review');
  const { data } = useQuery(asks(routes.teacherReport, { query: {} }));
  const count = data ? data.flagged + data.excusesToDecide : 0;
  if (count === 0) return null;
  return (
    <Link
      to="/app/review"
      search={{}}
      className="inline-flex min-h-11 items-center text-link underline underline-offset-4"
    >
      {t('all', { count })}
    </Link>
  );
}
