import { Rows3 } from 'lucide-react';
import { useTranslation } from 'react-i18next';
import { Chips } from '../ui/chips.tsx';
import { classes } from '../ui/classes.ts';
import { Card } from '../ui/page.tsx';
import { Empty, Failure, Skeleton } from '../ui/states.tsx';
import type { StateProps } from './check-step.tsx';
import { type ImportResult, resultLooks } from './results.ts';
import { RowsTable } from './rows-table.tsx';
import { useRows } from './use-import.ts';
import { WhenSeen } from './when-seen.tsx';

interface RowsCardProps extends StateProps {
  title: string;
  /** Another answer is on its way. */
  isOld?: boolean;
}

/** The rows of an import as a table, with chips that count and filter them. */
export function RowsCard({ source, go, state, result, title, isOld = false }: RowsCardProps) {
  const { t } = useTranslation('imports');
  const tense = state.dryRun ? 'will' : 'became';
  const all = Object.keys(resultLooks) as ImportResult[];
  const there = all.filter((one) => (state.counts[one] ?? 0) > 0);
  const shown = there.find((one) => one === result);
  const query = useRows(source, state, shown);
  const rows = query.data?.pages.flatMap(({ items }) => items) ?? [];
  return (
    <Card title={title} className={classes(isOld && 'opacity-60')}>
      <div className="px-4 py-3 md:px-6">
        <Chips
          label={t('rows.filter')}
          value={shown ?? 'all'}
          onChange={(value) => go({ import: state._id, result: value === 'all' ? undefined : value })}
          chips={[
            { value: 'all', label: t('rows.all'), count: state.total },
            ...there.map((one) => ({ value: one, label: t(`${tense}.${one}`), count: state.counts[one] ?? 0 })),
          ]}
        />
      </div>
      <div aria-busy={isOld || undefined}>
        {query.isPending && <Skeleton lines={6} />}
        {query.isError && rows.length === 0 && <Failure error={query.error} onRetry={() => query.refetch()} />}
        {query.isSuccess && rows.length === 0 && <Empty icon={Rows3} title={t('rows.empty')} />}
        {rows.length > 0 && (
          <RowsTable
            {...{ rows, tense }}
            total={shown ? (state.counts[shown] ?? 0) : state.total}
            hasStudentNumber={source.hasStudentNumber}
          />
        )}
        {query.hasNextPage && (
          <WhenSeen onSeen={() => !query.isFetchingNextPage && query.fetchNextPage()}>
            <p className="p-4 text-center text-14 text-quiet">{t('rows.loading')}</p>
          </WhenSeen>
        )}
      </div>
    </Card>
  );
}
