import { routes } from '@rollcall/contracts';
import { keepPreviousData, useQuery } from '@tanstack/react-query';
import { getRouteApi } from '@tanstack/react-router';
import { CalendarX } from 'lucide-react';
import { useTranslation } from 'react-i18next';
import { asks } from '../api/query.ts';
import { Loaded } from '../ui/loaded.tsx';
import { Card } from '../ui/page.tsx';
import { Empty } from '../ui/states.tsx';
import { number, timeZone } from '../words/format.ts';
import type { ClassReportSearch } from './address.ts';
import { AtRiskCard } from './at-risk-card.tsx';
import { ExportButton } from './export-button.tsx';
import { rangeOf } from './period.ts';
import { PeriodFilter } from './period-filter.tsx';
import { RateSummary } from './rate-summary.tsx';
import { SpreadCard } from './spread-card.tsx';
import { StudentsCard } from './students-card.tsx';
import { TrendCard } from './trend-card.tsx';
import { useChange } from './use-change.ts';

const address = getRouteApi('/inside/shell/app/classes/$classId/report');

/** How a class does: in one number, over time, who comes how often, whom to worry about, and everybody. */
export function ClassReportPage() {
  const { t } = useTranslation('reports');
  const { classId } = address.useParams();
  const search = address.useSearch();
  const change = useChange<ClassReportSearch>();
  const range = rangeOf(search);
  const query = useQuery({
    ...asks(routes.classReport, { ids: { id: classId }, query: { ...range, timeZone, by: search.by ?? 'week' } }),
    placeholderData: keepPreviousData,
  });
  return (
    <div className="grid grid-cols-1 gap-6">
      <div className="flex flex-wrap items-end justify-between gap-3">
        <PeriodFilter value={search} onChange={change} />
        <ExportButton what="class" ofId={classId} range={range} />
      </div>
      <Loaded query={query} lines={8}>
        {({ className, counts, rate, overTime, students }) =>
          counts.sessions === 0 ? (
            <Card>
              <Empty icon={CalendarX} title={t('nothing.title')}>
                {t('nothing.advice')}
              </Empty>
            </Card>
          ) : (
            <>
              <RateSummary
                figures={{ counts, rate }}
                of={t('inSessions', { count: counts.sessions, sessions: number(counts.sessions) })}
              />
              <TrendCard points={overTime} search={search} onChange={change} />
              <div className="grid grid-cols-1 items-start gap-6 lg:grid-cols-2">
                <SpreadCard rates={students.map(({ rate }) => rate)} />
                <AtRiskCard
                  classId={classId}
                  className={className ?? ''}
                  students={students}
                  below={search.below ?? 75}
                  onBelow={(below) => change({ below: below === 75 ? undefined : below })}
                />
              </div>
              <StudentsCard classId={classId} students={students} search={search} onChange={change} />
            </>
          )
        }
      </Loaded>
    </div>
  );
}
