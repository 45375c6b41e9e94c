import { Bar, BarChart, Cell, LabelList, ResponsiveContainer, XAxis } from 'recharts';
import { number } from '../words/format.ts';
import { rateColour, xLook } from './look.ts';

export interface SpreadPoint {
  /** Under its column, where there is little room. */
  name: string;
  count: number;
  /** The lowest rate that is in it: its colour. */
  from: number;
}

interface SpreadPlotProps {
  /** The sentence that says what can be seen. */
  label: string;
  points: readonly SpreadPoint[];
  height: number;
}

/** How many there are of each, with the number on each column: no axis is needed for that. */
export function SpreadPlot({ label, points, height }: SpreadPlotProps) {
  return (
    <ResponsiveContainer width="100%" height={height}>
      <BarChart
        data={[...points]}
        role="img"
        aria-label={label}
        tabIndex={-1}
        margin={{ top: 24, right: 8, bottom: 0, left: 8 }}
        barCategoryGap="16%"
      >
        <XAxis {...xLook} dataKey="name" interval={0} />
        <Bar dataKey="count" isAnimationActive={false} radius={[4, 4, 0, 0]} maxBarSize={72} minPointSize={1}>
          {points.map(({ name, from }) => (
            <Cell key={name} fill={rateColour(from)} />
          ))}
          <LabelList
            dataKey="count"
            position="top"
            fontSize={14}
            fontWeight={550}
            fill="var(--text)"
            formatter={(count) => number(Number(count))}
          />
        </Bar>
      </BarChart>
    </ResponsiveContainer>
  );
}
