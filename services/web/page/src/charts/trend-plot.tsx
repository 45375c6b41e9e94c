import type { Figures, ReportStep } from '@rollcall/contracts';
import { Area, AreaChart, CartesianGrid, ResponsiveContainer, Tooltip, XAxis, YAxis } from 'recharts';
import { percent } from '../words/format.ts';
import { dayNumber, useStepNames } from './dates.ts';
import { gridLook, PERCENTS, xLook, yLook } from './look.ts';
import { pointedAt, Tip } from './tip.tsx';

export type TrendPoint = Figures & { date: string };

interface TrendPlotProps {
  /** The sentence that says what can be seen. */
  label: string;
  points: readonly TrendPoint[];
  step: ReportStep;
  height: number;
}

/** A rate over time. Days stand as far apart as they are: a holiday is a gap. */
export function TrendPlot({ label, points, step, height }: TrendPlotProps) {
  const names = useStepNames(step);
  const rated = points.filter(({ rate }) => rate !== null).map((point) => ({ ...point, day: dayNumber(point.date) }));
  const isSparse = rated.length <= 40;
  return (
    <ResponsiveContainer width="100%" height={height}>
      <AreaChart data={rated} role="img" aria-label={label} margin={{ top: 8, right: 16, bottom: 0, left: 0 }}>
        <CartesianGrid {...gridLook} />
        <XAxis
          {...xLook}
          dataKey="day"
          type="number"
          domain={rated.length === 1 ? [(low: number) => low - 1, (high: number) => high + 1] : ['dataMin', 'dataMax']}
          ticks={rated.map(({ day }) => day)}
          interval="equidistantPreserveStart"
          tickFormatter={(day: number) => names.short(day)}
          padding={{ left: 16, right: 16 }}
        />
        <YAxis {...yLook} domain={[0, 1]} ticks={PERCENTS} tickFormatter={percent} />
        <Tooltip
          isAnimationActive={false}
          cursor={{ stroke: 'var(--line-strong)' }}
          content={(input) => {
            const point = pointedAt<TrendPoint>(input);
            return point ? <Tip title={names.long(point.date)} figures={point} /> : null;
          }}
        />
        <Area
          dataKey="rate"
          type="linear"
          isAnimationActive={false}
          stroke="var(--present)"
          strokeWidth={2}
          fill="var(--present)"
          fillOpacity={0.08}
          dot={isSparse && { r: 3, fill: 'var(--present)', fillOpacity: 1, strokeWidth: 0 }}
          activeDot={{ r: 5, fill: 'var(--present)', stroke: 'var(--card)', strokeWidth: 2 }}
        />
      </AreaChart>
    </ResponsiveContainer>
  );
}
