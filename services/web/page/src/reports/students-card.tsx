import { Link } from '@tanstack/react-router';
import { Search } from 'lucide-react';
import { useMemo } from 'react';
import { useTranslation } from 'react-i18next';
import { type LongColumn, LongTable } from '../ui/long-table.tsx';
import { Card } from '../ui/page.tsx';
import { RateBar } from '../ui/rate-bar.tsx';
import { SearchField } from '../ui/search-field.tsx';
import { Empty } from '../ui/states.tsx';
import { number, percent } from '../words/format.ts';
import type { ClassReportSearch } from './address.ts';
import { type ReportedStudent, searchNames, sortAfter, sortingOf, sortStudents } from './students.ts';

interface StudentsCardProps {
  classId: string;
  students: readonly ReportedStudent[];
  search: ClassReportSearch;
  onChange: (change: ClassReportSearch) => void;
}

/** Everybody with their numbers, to be sorted and searched. */
export function StudentsCard({ classId, students, search: { sort, search }, onChange }: StudentsCardProps) {
  const { t, i18n } = useTranslation(['reports', 'common']);
  const sorting = useMemo(() => sortingOf(sort), [sort]);
  const sorted = useMemo(() => sortStudents(students, sorting, i18n.language), [students, sorting, i18n.language]);
  const rows = useMemo(() => searchNames(sorted, search), [sorted, search]);
  return (
    <Card title={t('students.title')}>
      <div className="flex flex-wrap items-center gap-x-4 gap-y-2 border-b border-line px-4 pt-3 pb-4 md:px-6 print:hidden">
        <SearchField
          label={t('students.search')}
          value={search}
          onChange={(text) => onChange({ search: text })}
          className="max-w-80 grow"
        />
        <p aria-live="polite" className="text-14 text-quiet tabular-nums">
          {search && t('students.found', { count: rows.length, shown: number(rows.length) })}
        </p>
      </div>
      <LongTable
        caption={t('students.title')}
        rows={rows}
        rowKey={({ studentId }) => studentId}
        columns={useColumns(classId)}
        sorting={sorting}
        onSort={(key) => onChange({ sort: sortAfter(sorting, key) })}
        empty={<Empty icon={Search} title={search ? t('students.nobodyFound') : t('students.nobody')} />}
      />
    </Card>
  );
}

function useColumns(classId: string): LongColumn<ReportedStudent>[] {
  const { t } = useTranslation(['reports', 'common']);
  const count = (key: 'present' | 'late' | 'excused'): LongColumn<ReportedStudent> => ({
    key,
    title: t(`common:status.${key}`),
    isNumber: true,
    isExtra: true,
    width: 'w-24',
    cell: ({ counts }) => number(counts[key]),
  });
  return [
    {
      key: 'name',
      title: t('students.name'),
      isSortable: true,
      cell: ({ studentId, name, enrolled }) => (
        <span className="flex min-h-10 flex-wrap items-center gap-x-2">
          <Link
            to="/app/classes/$classId/students/$studentId"
            params={{ classId, studentId }}
            className="inline-flex min-h-10 max-w-full min-w-0 items-center underline-offset-4 hover:underline"
          >
            <bdi className="min-w-0 wrap-anywhere">{name ?? t('common:unknownPerson')}</bdi>
          </Link>
          {!enrolled && <span className="text-14 font-normal text-quiet">{t('students.left')}</span>}
        </span>
      ),
    },
    {
      key: 'rate',
      title: t('common:rate'),
      isSortable: true,
      width: 'w-30 md:w-44',
      cell: ({ rate }) => <Rate rate={rate} />,
    },
    count('present'),
    count('late'),
    {
      key: 'absent',
      title: t('common:status.absent'),
      isSortable: true,
      isNumber: true,
      width: 'w-26 md:w-28',
      cell: ({ counts }) => number(counts.absent),
    },
    count('excused'),
    {
      key: 'inARow',
      title: t('students.inARow'),
      isSortable: true,
      isNumber: true,
      isExtra: true,
      width: 'w-28',
      cell: ({ absencesInARow }) => number(absencesInARow),
    },
  ];
}

/** With a bar where there is room for one. */
function Rate({ rate }: { rate: number | null }) {
  const { t } = useTranslation();
  return (
    <>
      <span className="tabular-nums md:hidden print:inline">{percent(rate)}</span>
      <span className="hidden md:block print:hidden">
        <RateBar rate={rate} label={t('rate')} />
      </span>
    </>
  );
}
