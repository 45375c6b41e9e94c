import { routes } from '@rollcall/contracts';
import { keepPreviousData, useInfiniteQuery } from '@tanstack/react-query';
import { getRouteApi } from '@tanstack/react-router';
import { CalendarX, Repeat } from 'lucide-react';
import { useTranslation } from 'react-i18next';
import { asksPages } from '../api/query.ts';
import { More } from '../ui/more.tsx';
import { Card, Page } from '../ui/page.tsx';
import { Empty, Failure, Skeleton } from '../ui/states.tsx';
import { number } from '../words/format.ts';
import { AttendedList } from './attended-list.tsx';
import { MailButton } from './mail-button.tsx';
import { type PeriodSearch, rangeOf } from './period.ts';
import { PeriodFilter } from './period-filter.tsx';
import { RateSummary } from './rate-summary.tsx';
import { useChange } from './use-change.ts';
import { useClassName } from './use-class-name.ts';

const address = getRouteApi('/inside/shell/app/classes/$classId/students/$studentId');

/** How one student does in a class: the numbers, and session after session. */
export function StudentReportPage() {
  const { t } = useTranslation(['reports', 'common']);
  const { classId, studentId } = address.useParams();
  const search = address.useSearch();
  const change = useChange<PeriodSearch>();
  const className = useClassName(classId);
  const query = useInfiniteQuery({
    ...asksPages(routes.studentReport, { ids: { id: classId, studentId }, query: rangeOf(search) }),
    placeholderData: keepPreviousData,
  });
  const report = query.data?.pages[0];
  const name = report ? (report.name ?? t('common:unknownPerson')) : '';
  return (
    <Page
      title={name}
      about={report && !report.enrolled && t('students.leftClass')}
      back={{ to: `/app/classes/${classId}/report`, label: className ?? t('class') }}
      actions={report?.enrolled && <MailButton {...{ classId, studentId, name, className: className ?? '' }} />}
    >
      {query.isError && !report && <Failure error={query.error} onRetry={() => query.refetch()} />}
      {query.isPending && <Skeleton lines={8} />}
      {report && (
        <div className="grid grid-cols-1 gap-6">
          <PeriodFilter value={search} onChange={change} />
          {report.absencesInARow > 1 && (
            <p className="flex items-center gap-3 rounded-8 bg-absent-ground px-4 py-3 font-medium text-absent">
              <Repeat aria-hidden size={20} className="shrink-0" />
              {t('student.inARow', { count: report.absencesInARow, times: number(report.absencesInARow) })}
            </p>
          )}
          <RateSummary
            figures={report}
            of={t('inSessions', { count: report.counts.sessions, sessions: number(report.counts.sessions) })}
          />
          <Card title={t('student.history')}>
            {report.items.length === 0 ? (
              <Empty icon={CalendarX} title={t('nothing.title')}>
                {t('nothing.advice')}
              </Empty>
            ) : (
              <AttendedList sessions={query.data?.pages.flatMap(({ items }) => items) ?? []} />
            )}
            <More query={query} />
          </Card>
        </div>
      )}
    </Page>
  );
}
