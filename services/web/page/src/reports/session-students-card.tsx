import { SearchX, Users } from 'lucide-react';
import { useMemo, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { Chips } from '../ui/chips.tsx';
import { LongTable } from '../ui/long-table.tsx';
import { Card } from '../ui/page.tsx';
import { SearchField } from '../ui/search-field.tsx';
import { Empty } from '../ui/states.tsx';
import { number } from '../words/format.ts';
import type { SessionReportSearch } from './address.ts';
import { MarkDialog } from './mark-dialog.tsx';
import { useSessionColumns } from './session-columns.tsx';
import { filterCounts, isIn, type SessionReport, sessionFilters } from './session-students.ts';
import { searchNames } from './students.ts';

interface SessionStudentsCardProps {
  report: SessionReport;
  search: SessionReportSearch;
  onChange: (change: SessionReportSearch) => void;
}

/** Everybody of a session with a column for each round, to be filtered, searched and corrected. */
export function SessionStudentsCard({ report, search, onChange }: SessionStudentsCardProps) {
  const { t } = useTranslation(['reports', 'common']);
  const [markedId, setMarkedId] = useState<string>();
  const { students } = report;
  const filter = sessionFilters.find((one) => one === search.status) ?? 'all';
  const filters = useMemo(() => filterCounts(students), [students]);
  const rows = useMemo(
    () => searchNames(students, search.search).filter((student) => isIn(filter, student)),
    [students, search.search, filter],
  );
  const columns = useSessionColumns(report, ({ studentId }) => setMarkedId(studentId));
  const marked = students.find(({ studentId }) => studentId === markedId);
  return (
    <Card title={t('students.title')}>
      <div className="flex flex-wrap items-center justify-between gap-3 border-b border-line px-4 pt-3 pb-4 md:px-6 print:hidden">
        <Chips
          label={t('session.filter')}
          value={filter}
          onChange={(chosen) => onChange({ status: chosen === 'all' ? undefined : chosen })}
          chips={filters.map((one) => ({
            value: one.filter,
            label: one.filter === 'all' ? t('session.all') : t(`common:status.${one.filter}`),
            count: one.count,
          }))}
        />
        <SearchField
          label={t('students.search')}
          value={search.search}
          onChange={(text) => onChange({ search: text })}
          className="w-full sm:w-64"
        />
        <p aria-live="polite" className="sr-only">
          {t('students.found', { count: rows.length, shown: number(rows.length) })}
        </p>
      </div>
      <LongTable
        caption={t('students.title')}
        rows={rows}
        rowKey={({ studentId }) => studentId}
        columns={columns}
        minWidth={report.rounds.length > 2 ? 'md:min-w-max' : undefined}
        empty={
          students.length === 0 ? (
            <Empty icon={Users} title={t('session.nobody')} />
          ) : (
            <Empty icon={SearchX} title={t('students.nobodyFound')} />
          )
        }
      />
      {marked && <MarkDialog report={report} student={marked} onClose={() => setMarkedId(undefined)} />}
    </Card>
  );
}
