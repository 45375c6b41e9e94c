import { type AttendanceStatus, routes } from '@rollcall/contracts';
import { useInfiniteQuery, useQuery } from '@tanstack/react-query';
import { getRouteApi } from '@tanstack/react-router';
import { History } from 'lucide-react';
import { useTranslation } from 'react-i18next';
import { asks, asksPages } from '../api/query.ts';
import { Chips } from '../ui/chips.tsx';
import { SelectField } from '../ui/field.tsx';
import { Listed } from '../ui/listed.tsx';
import { Loaded } from '../ui/loaded.tsx';
import { Page } from '../ui/page.tsx';
import { Empty } from '../ui/states.tsx';
import { month } from '../words/format.ts';
import { grouped } from './groups.ts';
import { HistoryRow } from './history-row.tsx';
import { Rates } from './rates.tsx';

const route = getRouteApi('/inside/shell/app/history');
const statuses = ['present', 'late', 'absent', 'excused'] as const;

/** The student's own record: the rate in each class, and every session, newest first. */
export function HistoryPage() {
  const { t } = useTranslation(['student', 'common']);
  const search = route.useSearch();
  const navigate = route.useNavigate();
  const attendance = useQuery(asks(routes.myAttendance));
  const status = statuses.find((one) => one === search.status);
  return (
    <Page title={t('common:nav.history')} narrow>
      <Loaded query={attendance} lines={4}>
        {({ items }) => (
          <div className="grid gap-6">
            <Rates classes={items.filter(({ classId }) => !search.class || classId === search.class)} />
            <div className="grid gap-3">
              <SelectField
                label={t('history.class')}
                value={search.class ?? ''}
                onChange={(event) => navigate({ search: { ...search, class: event.target.value || undefined } })}
              >
                <option value="">{t('history.allClasses')}</option>
                {items.map(({ classId, className, enrolled }) => (
                  <option key={classId} value={classId}>
                    {enrolled ? className : t('history.left', { name: className })}
                  </option>
                ))}
              </SelectField>
              <Chips
                label={t('history.status')}
                value={status ?? 'all'}
                onChange={(next) => navigate({ search: { ...search, status: next === 'all' ? undefined : next } })}
                chips={[
                  { value: 'all' as const, label: t('history.all') },
                  ...statuses.map((value) => ({ value, label: t(`common:status.${value}`) })),
                ]}
              />
            </div>
            <Sessions classId={search.class} status={status} />
          </div>
        )}
      </Loaded>
    </Page>
  );
}

function Sessions({ classId, status }: { classId: string | undefined; status: AttendanceStatus | undefined }) {
  const { t } = useTranslation('student');
  const history = useInfiniteQuery(asksPages(routes.myHistory, { query: { classId, status } }));
  const sessions = history.data?.pages.flatMap(({ items }) => items) ?? [];
  return (
    <Listed
      query={history}
      isEmpty={sessions.length === 0}
      lines={6}
      empty={
        <Empty icon={History} title={t(status ? 'history.noneOfStatus' : 'history.none')}>
          {!status && t('history.noneAdvice')}
        </Empty>
      }
    >
      {grouped(sessions, ({ beginsAt }) => month(beginsAt)).map(({ key, items }) => (
        <section key={key} className="mb-6">
          <h2 className="mb-2 text-20">{key}</h2>
          <ul className="rounded-8 border border-line bg-card">
            {items.map((session) => (
              <HistoryRow key={session.sessionId} session={session} />
            ))}
          </ul>
        </section>
      ))}
    </Listed>
  );
}
