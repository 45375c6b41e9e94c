import type { ReportStep } from '@rollcall/contracts';
import { TrendingUp } from 'lucide-react';
import { useTranslation } from 'react-i18next';
import { Chart } from '../charts/chart.tsx';
import { dayNumber, useStepNames } from '../charts/dates.ts';
import { FiguresTable } from '../charts/figures-table.tsx';
import { CountsPlot, TrendPlot } from '../charts/plots.ts';
import type { TrendPoint } from '../charts/trend-plot.tsx';
import { Chips } from '../ui/chips.tsx';
import { Card } from '../ui/page.tsx';
import { Empty } from '../ui/states.tsx';
import { number, percent } from '../words/format.ts';
import { steps, type TrendSearch } from './address.ts';

const HEIGHT = 240;

interface TrendCardProps {
  points: readonly TrendPoint[];
  search: TrendSearch;
  onChange: (change: TrendSearch) => void;
}

/** How it goes over time: as a rate, or as how many were there. */
export function TrendCard({ points, search: { by = 'week', show }, onChange }: TrendCardProps) {
  const { t } = useTranslation('reports');
  const names = useStepNames(by);
  const label = useTrendSentence(points, by);
  return (
    <Card title={t('trend.title')}>
      <div className="flex flex-wrap justify-between gap-3 px-4 pt-3 pb-4 md:px-6 print:hidden">
        <Chips
          label={t('trend.show')}
          value={show ?? 'rate'}
          onChange={(chosen) => onChange({ show: chosen === 'counts' ? 'counts' : undefined })}
          chips={(['rate', 'counts'] as const).map((value) => ({ value, label: t(`trend.${value}`) }))}
        />
        <Chips
          label={t('trend.step')}
          value={by}
          onChange={(step) => onChange({ by: step === 'week' ? undefined : step })}
          chips={steps.map((value) => ({ value, label: t(`trend.${value}`) }))}
        />
      </div>
      {points.length === 0 ? (
        <Empty icon={TrendingUp} title={t('nothing.title')}>
          {t('nothing.advice')}
        </Empty>
      ) : (
        <Chart
          height={HEIGHT}
          table={
            <FiguresTable
              caption={t('trend.title')}
              of={t(`trend.${by}`)}
              rows={points}
              rowKey={({ date }) => date}
              name={({ date }) => names.long(date)}
            />
          }
        >
          {show === 'counts' ? (
            <CountsPlot
              label={label}
              height={HEIGHT}
              points={points.map((point) => ({
                ...point,
                name: names.long(point.date),
                short: names.short(dayNumber(point.date)),
              }))}
            />
          ) : (
            <TrendPlot label={label} points={points} step={by} height={HEIGHT} />
          )}
        </Chart>
      )}
    </Card>
  );
}

/** What the drawing shows, for whoever does not see it. */
function useTrendSentence(points: readonly TrendPoint[], step: ReportStep): string {
  const { t } = useTranslation('reports');
  const names = useStepNames(step);
  const rated = points.filter(({ rate }) => rate !== null);
  const [first, last] = [rated[0], rated.at(-1)];
  const lowest = rated.toSorted((a, b) => (a.rate ?? 0) - (b.rate ?? 0))[0];
  if (!first || !last || !lowest) return t('nothing.title');
  return t('trend.sentence', {
    count: rated.length,
    points: number(rated.length),
    first: percent(first.rate),
    firstAt: names.long(first.date),
    last: percent(last.rate),
    lastAt: names.long(last.date),
    lowest: percent(lowest.rate),
    lowestAt: names.long(lowest.date),
  });
}
