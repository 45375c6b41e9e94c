import { routes, type Session } from '@rollcall/contracts';
import { useInfiniteQuery } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import { Radio } from 'lucide-react';
import { useTranslation } from 'react-i18next';
import { asksPages } from '../api/query.ts';
import { Listed } from '../ui/listed.tsx';
import { Card, Page } from '../ui/page.tsx';
import { Empty } from '../ui/states.tsx';
import { type Column, Table } from '../ui/table.tsx';
import { Time } from '../ui/time.tsx';
import { useNames } from './use-names.ts';

const AGAIN_MS = 10_000;

/** The sessions that run in the institution now. */
export function RunningPage() {
  const { t } = useTranslation(['admin', 'common']);
  const query = useInfiniteQuery({
    ...asksPages(routes.listSessions, { query: { status: 'active', limit: 100 } }),
    refetchInterval: AGAIN_MS,
  });
  const sessions = query.data?.pages.flatMap((one) => one.items) ?? [];
  const names = useNames({ people: sessions.map(({ teacherId }) => teacherId) });
  const columns: Column<Session>[] = [
    {
      key: 'class',
      title: t('running.class'),
      cell: (session) => (
        <Link
          to="/app/sessions/$sessionId/report"
          params={{ sessionId: session._id }}
          className="text-link underline underline-offset-4"
        >
          {session.courseName ? `${session.courseName}, ${session.className}` : session.className}
        </Link>
      ),
    },
    { key: 'teacher', title: t('running.teacher'), cell: ({ teacherId }) => names.person(teacherId) },
    { key: 'room', title: t('running.room'), cell: ({ room }) => room ?? '–', isExtra: true },
    {
      key: 'since',
      title: t('running.since'),
      cell: ({ startedAt }) => startedAt && <Time at={startedAt} />,
      isNumber: true,
    },
    { key: 'rounds', title: t('running.round'), cell: ({ rounds }) => rounds.length, isNumber: true, isExtra: true },
  ];
  return (
    <Page title={t('common:nav.running')} about={t('running.about', { count: sessions.length })}>
      <Card>
        <Listed
          query={query}
          isEmpty={sessions.length === 0}
          empty={
            <Empty icon={Radio} title={t('running.none')}>
              {t('running.noneAbout')}
            </Empty>
          }
        >
          <Table caption={t('common:nav.running')} columns={columns} rows={sessions} rowKey={({ _id }) => _id} />
        </Listed>
      </Card>
    </Page>
  );
}
