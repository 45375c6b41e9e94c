import { routes } from '@rollcall/contracts';
import { keepPreviousData, useQuery } from '@tanstack/react-query';
import { getRouteApi } from '@tanstack/react-router';
import { useTranslation } from 'react-i18next';
import { asks } from '../api/query.ts';
import { Loaded } from '../ui/loaded.tsx';
import { Page } from '../ui/page.tsx';
import { number, timeZone } from '../words/format.ts';
import type { TrendSearch } from './address.ts';
import { ClassLink } from './class-link.tsx';
import { ComparedCard } from './compared-card.tsx';
import { ExportButton } from './export-button.tsx';
import { rangeOf } from './period.ts';
import { PeriodFilter } from './period-filter.tsx';
import { RateSummary } from './rate-summary.tsx';
import { TrendCard } from './trend-card.tsx';
import { useChange } from './use-change.ts';

const address = getRouteApi('/inside/shell/app/courses/$courseId');

/** How a course does, and how its classes compare. */
export function CourseReportPage() {
  const { t } = useTranslation(['reports', 'common']);
  const { courseId } = address.useParams();
  const search = address.useSearch();
  const change = useChange<TrendSearch>();
  const range = rangeOf(search);
  const query = useQuery({
    ...asks(routes.courseReport, { ids: { id: courseId }, query: { ...range, timeZone, by: search.by ?? 'week' } }),
    placeholderData: keepPreviousData,
  });
  const course = query.data;
  return (
    <Page
      title={course?.name ?? ''}
      about={course && `${course.code} · ${course.term}`}
      back={{ to: '/app/classes', label: t('common:nav.classes') }}
      actions={<ExportButton what="course" ofId={courseId} range={range} />}
    >
      <div className="grid grid-cols-1 gap-6">
        <PeriodFilter value={search} onChange={change} />
        <Loaded query={query} lines={8}>
          {({ counts, rate, overTime, classes }) => (
            <>
              <RateSummary
                figures={{ counts, rate }}
                of={t('inSessions', { count: counts.sessions, sessions: number(counts.sessions) })}
              />
              <TrendCard points={overTime} search={search} onChange={change} />
              <ComparedCard
                title={t('compared.classes')}
                of={t('class')}
                rows={classes.map(({ classId, className, ...figures }) => ({
                  ...figures,
                  key: classId,
                  name: className ?? t('unknownClass'),
                }))}
                link={({ key, name }) => <ClassLink classId={key}>{name}</ClassLink>}
              />
            </>
          )}
        </Loaded>
      </div>
    </Page>
  );
}
