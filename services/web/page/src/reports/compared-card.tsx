import type { Figures } from '@rollcall/contracts';
import type { ReactNode } from 'react';
import { useMemo } from 'react';
import { useTranslation } from 'react-i18next';
import { Chart } from '../charts/chart.tsx';
import { FiguresTable } from '../charts/figures-table.tsx';
import { RatesPlot } from '../charts/plots.ts';
import { ratesHeight } from '../charts/rates-height.ts';
import { Card } from '../ui/page.tsx';
import { number, percent } from '../words/format.ts';

/** So many bars at most: what comes after those is in the table. */
const BARS = 12;

export type Compared = Figures & { key: string; name: string };

interface ComparedCardProps<Row extends Compared> {
  title: string;
  /** What the first column of the table is. */
  of: string;
  /** In the order in which they are shown. */
  rows: readonly Row[];
  link?: (row: Row) => ReactNode;
  /** Under the title. */
  note?: ReactNode;
}

/** Rates of several beside each other: bars for the first, a table of all. */
export function ComparedCard<Row extends Compared>({ title, of, rows, link, note }: ComparedCardProps<Row>) {
  const { t } = useTranslation('reports');
  const bars = useMemo(() => rows.slice(0, BARS), [rows]);
  return (
    <Card title={title}>
      {(note || rows.length > BARS) && (
        <p className="px-4 pt-1 text-14 text-quiet md:px-6">
          {rows.length > BARS && t('compared.first', { count: BARS, bars: number(BARS), all: number(rows.length) })}{' '}
          {note}
        </p>
      )}
      <Chart
        height={ratesHeight(bars.length)}
        className="mt-3"
        table={
          <FiguresTable
            caption={title}
            of={of}
            rows={rows}
            rowKey={({ key }) => key}
            name={(row) => link?.(row) ?? row.name}
          />
        }
      >
        <RatesPlot label={useComparison(title, rows)} points={bars} />
      </Chart>
    </Card>
  );
}

function useComparison(title: string, rows: readonly Compared[]): string {
  const { t } = useTranslation('reports');
  const rated = rows.filter(({ rate }) => rate !== null).toSorted((a, b) => (b.rate ?? 0) - (a.rate ?? 0));
  const [best, worst] = [rated[0], rated.at(-1)];
  if (!best || !worst) return `${title}: ${t('nothing.title')}`;
  return t('compared.sentence', {
    title,
    count: rated.length,
    best: best.name,
    bestRate: percent(best.rate),
    worst: worst.name,
    worstRate: percent(worst.rate),
  });
}
