import { useTranslation } from 'react-i18next';
import { Chart } from '../charts/chart.tsx';
import { SpreadPlot } from '../charts/plots.ts';
import { Card } from '../ui/page.tsx';
import { Table } from '../ui/table.tsx';
import { number } from '../words/format.ts';
import { type SpreadColumn, spreadOf } from './spread.ts';

const HEIGHT = 220;

/** How many students come how often. */
export function SpreadCard({ rates }: { rates: readonly (number | null)[] }) {
  const { t } = useTranslation('reports');
  const columns = spreadOf(rates);
  const nameOf = ({ fromPercent: from, toPercent: to }: SpreadColumn) =>
    from === 0 ? t('spread.below', { to }) : t('spread.between', { from, to });
  const shortNameOf = ({ fromPercent: from, toPercent: to }: SpreadColumn) =>
    from === 0 ? `< ${to}` : `${from}–${to}`;
  const rated = rates.filter((rate) => rate !== null);
  const good = rated.filter((rate) => rate >= 0.8).length;
  return (
    <Card title={t('spread.title')}>
      <Chart
        height={HEIGHT}
        className="mt-2"
        table={
          <Table
            caption={t('spread.title')}
            rows={columns}
            rowKey={({ fromPercent }) => String(fromPercent)}
            columns={[
              { key: 'rate', title: t('spread.rate'), cell: nameOf },
              { key: 'count', title: t('spread.students'), isNumber: true, cell: ({ count }) => number(count) },
            ]}
          />
        }
      >
        <SpreadPlot
          label={t('spread.sentence', { count: rated.length, good: number(good), all: number(rated.length) })}
          height={HEIGHT}
          points={columns.map((column) => ({
            name: shortNameOf(column),
            count: column.count,
            from: column.fromPercent / 100,
          }))}
        />
        <p className="text-center text-12 text-quiet">{t('spread.inPercent')}</p>
      </Chart>
    </Card>
  );
}
