import type { Figures } from '@rollcall/contracts';
import { useTranslation } from 'react-i18next';
import { Bar, BarChart, CartesianGrid, ResponsiveContainer, Tooltip, XAxis, YAxis } from 'recharts';
import { statusIcons, statusText } from '../ui/status.tsx';
import { number } from '../words/format.ts';
import { countedStatuses } from './counted.ts';
import { gridLook, xLook, yLook } from './look.ts';
import { pointedAt, Tip } from './tip.tsx';

/** `name` stands in words beside its numbers, `short` under its column. */
export type CountsPoint = Figures & { name: string; short: string };

interface CountsPlotProps {
  /** The sentence that says what can be seen. */
  label: string;
  points: readonly CountsPoint[];
  height: number;
}

/** How many were what, on each other. */
export function CountsPlot({ label, points, height }: CountsPlotProps) {
  const data = points.map((point, index) => ({ ...point, index }));
  return (
    <>
      <Legend />
      <ResponsiveContainer width="100%" height={height}>
        <BarChart data={data} role="img" aria-label={label} margin={{ top: 8, right: 16, bottom: 0, left: 0 }}>
          <CartesianGrid {...gridLook} />
          <XAxis {...xLook} dataKey="index" tickFormatter={(index: number) => points[index]?.short ?? ''} />
          <YAxis {...yLook} allowDecimals={false} tickCount={4} tickFormatter={number} />
          <Tooltip
            isAnimationActive={false}
            cursor={{ fill: 'var(--sunken)' }}
            content={(input) => {
              const point = pointedAt<CountsPoint>(input);
              return point ? <Tip title={point.name} figures={point} /> : null;
            }}
          />
          {countedStatuses.map((status) => (
            <Bar
              key={status}
              dataKey={`counts.${status}`}
              stackId="counts"
              fill={`var(--${status})`}
              stroke="var(--card)"
              strokeWidth={points.length > 60 ? 0 : 1}
              maxBarSize={64}
              isAnimationActive={false}
            />
          ))}
        </BarChart>
      </ResponsiveContainer>
    </>
  );
}

function Legend() {
  const { t } = useTranslation();
  return (
    <ul className="flex flex-wrap gap-x-4 gap-y-1 px-2 pb-2 text-14 text-quiet">
      {countedStatuses.map((status) => {
        const Icon = statusIcons[status];
        return (
          <li key={status} className="flex items-center gap-1">
            <Icon aria-hidden size={14} strokeWidth={2.5} className={statusText[status]} />
            {t(`status.${status}`)}
          </li>
        );
      })}
    </ul>
  );
}
