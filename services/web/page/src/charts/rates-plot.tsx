import type { Figures } from '@rollcall/contracts';
import { Bar, BarChart, Cell, ResponsiveContainer, Tooltip, XAxis, YAxis } from 'recharts';
import { useSize } from '../ui/use-size.ts';
import { percent } from '../words/format.ts';
import { rateColour } from './look.ts';
import { ratesHeight } from './rates-height.ts';
import { pointedAt, Tip } from './tip.tsx';

export type RatedPoint = Figures & { name: string };

const LONGEST_NAME_PX = 240;

interface RatesPlotProps {
  /** The sentence that says what can be seen. */
  label: string;
  points: readonly RatedPoint[];
}

/** Rates of a few things under each other, each with its number: no axis is needed. */
export function RatesPlot({ label, points }: RatesPlotProps) {
  const [ref, { width }] = useSize();
  const nameWidth = Math.round(Math.min(Math.max(96, width * 0.3), LONGEST_NAME_PX));
  const data = points.map((point, index) => ({ ...point, index, value: point.rate ?? 0 }));
  return (
    <div ref={ref}>
      <ResponsiveContainer width="100%" height={ratesHeight(points.length)}>
        <BarChart
          data={data}
          layout="vertical"
          role="img"
          aria-label={label}
          margin={{ top: 4, right: 0, bottom: 4, left: 0 }}
        >
          <XAxis type="number" domain={[0, 1]} hide />
          <YAxis
            type="category"
            dataKey="index"
            width={nameWidth}
            interval={0}
            tickLine={false}
            axisLine={false}
            tick={({ x, y, payload }) => (
              <Name x={Number(x)} y={Number(y)} width={nameWidth} name={data[Number(payload.value)]?.name ?? ''} />
            )}
          />
          <YAxis
            yAxisId="rate"
            orientation="right"
            type="category"
            dataKey="index"
            width={56}
            interval={0}
            tickLine={false}
            axisLine={false}
            tick={{ fontSize: 14, fontWeight: 550, fill: 'var(--text)' }}
            tickFormatter={(index: number) => percent(data[index]?.rate ?? null)}
          />
          <Tooltip
            isAnimationActive={false}
            cursor={{ fill: 'var(--sunken)' }}
            content={(input) => {
              const point = pointedAt<RatedPoint>(input);
              return point ? <Tip title={point.name} figures={point} /> : null;
            }}
          />
          <Bar
            dataKey="value"
            barSize={16}
            minPointSize={1}
            radius={4}
            isAnimationActive={false}
            background={{ fill: 'var(--sunken)', radius: 4 }}
          >
            {data.map(({ index, rate }) => (
              <Cell key={index} fill={rateColour(rate)} />
            ))}
          </Bar>
        </BarChart>
      </ResponsiveContainer>
    </div>
  );
}

/** As HTML: a name that is too long ends in dots, in every script. */
function Name({ x, y, width, name }: { x: number; y: number; width: number; name: string }) {
  return (
    <foreignObject x={x - width + 8} y={y - 10} width={width - 8} height={20}>
      <p className="truncate text-right text-14 text-text" dir="auto">
        {name}
      </p>
    </foreignObject>
  );
}
