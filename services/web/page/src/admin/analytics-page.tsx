import { routes } from '@rollcall/contracts';
import { keepPreviousData, useQuery } from '@tanstack/react-query';
import { getRouteApi, Link } from '@tanstack/react-router';
import { useTranslation } from 'react-i18next';
import { asks } from '../api/query.ts';
import type { AnalyticsSearch } from '../reports/address.ts';
import { nameLinkClass } from '../reports/class-link.tsx';
import { ComparedCard } from '../reports/compared-card.tsx';
import { ExportButton } from '../reports/export-button.tsx';
import { rangeOf } from '../reports/period.ts';
import { PeriodFilter } from '../reports/period-filter.tsx';
import { RateSummary } from '../reports/rate-summary.tsx';
import { TrendCard } from '../reports/trend-card.tsx';
import { useChange } from '../reports/use-change.ts';
import { Loaded } from '../ui/loaded.tsx';
import { Page } from '../ui/page.tsx';
import { dateOf, number, timeZone } from '../words/format.ts';
import { TermFilter } from './term-filter.tsx';

const address = getRouteApi('/inside/shell/app/admin/analytics');

/** How the institution does: in all, over time, by weekday, by course, by teacher. */
export function AnalyticsPage() {
  const { t } = useTranslation(['reports', 'common']);
  const search = address.useSearch();
  const change = useChange<AnalyticsSearch>();
  const range = rangeOf(search);
  const query = useQuery({
    ...asks(routes.institutionReport, {
      query: { ...range, timeZone, by: search.by ?? 'week', ...(search.term && { term: search.term }) },
    }),
    placeholderData: keepPreviousData,
  });
  return (
    <Page title={t('common:nav.analytics')} actions={<ExportButton what="institution" range={range} />}>
      <div className="grid grid-cols-1 gap-6">
        <div className="flex flex-wrap items-end gap-3 print:hidden">
          <TermFilter range={range} value={search.term} onChange={(term) => change({ term })} />
          <PeriodFilter value={search} onChange={change} />
        </div>
        <Loaded query={query} lines={8}>
          {({ counts, rate, overTime, weekdays, courses, moreCourses, teachers, moreTeachers }) => (
            <>
              <RateSummary
                figures={{ counts, rate }}
                of={t('inSessions', { count: counts.sessions, sessions: number(counts.sessions) })}
              />
              <TrendCard points={overTime} search={search} onChange={change} />
              {counts.sessions > 0 && (
                <>
                  <ComparedCard
                    title={t('compared.weekdays')}
                    of={t('compared.weekday')}
                    rows={weekdays.map((day) => ({
                      ...day,
                      key: String(day.weekday),
                      name: weekdayName(day.weekday),
                    }))}
                  />
                  <ComparedCard
                    title={t('compared.courses')}
                    of={t('compared.course')}
                    note={
                      moreCourses > 0 && t('compared.moreCourses', { count: moreCourses, more: number(moreCourses) })
                    }
                    rows={courses.map((course) => ({
                      ...course,
                      key: course.courseId ?? '',
                      name: course.courseId
                        ? [course.code, course.name].filter(Boolean).join(' · ') || t('unknownCourse')
                        : t('compared.alone'),
                    }))}
                    link={({ key, name, term }) => key && <CourseLink courseId={key} name={name} term={term} />}
                  />
                  <ComparedCard
                    title={t('compared.teachers')}
                    of={t('compared.teacher')}
                    note={
                      moreTeachers > 0 &&
                      t('compared.moreTeachers', { count: moreTeachers, more: number(moreTeachers) })
                    }
                    rows={teachers.map(({ teacherId, name, ...figures }) => ({
                      ...figures,
                      key: teacherId,
                      name: name ?? t('common:unknownPerson'),
                    }))}
                  />
                </>
              )}
            </>
          )}
        </Loaded>
      </div>
    </Page>
  );
}

function CourseLink({ courseId, name, term }: { courseId: string; name: string; term: string | null }) {
  return (
    <span className="flex flex-wrap items-center gap-x-3">
      <Link to="/app/courses/$courseId" params={{ courseId }} className={nameLinkClass}>
        <bdi className="min-w-0 break-words">{name}</bdi>
      </Link>
      {term && <span className="text-14 font-normal text-quiet">{term}</span>}
    </span>
  );
}

/** 1 is Monday, as the first of January 2024 was. */
function weekdayName(weekday: number): string {
  return dateOf(`2024-01-0${weekday}`, { weekday: 'long' });
}
