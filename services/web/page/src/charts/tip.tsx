import type { Figures } from '@rollcall/contracts';
import { useTranslation } from 'react-i18next';
import { statusIcons, statusText } from '../ui/status.tsx';
import { number, percent } from '../words/format.ts';
import { countedStatuses } from './counted.ts';

/** What hovers over a drawing: the numbers of the place that is pointed at, or reached with the arrow keys. */
export function Tip({ title, figures }: { title: string; figures: Figures }) {
  const { t } = useTranslation();
  return (
    <div className="grid max-w-64 gap-1 rounded-8 border border-line bg-card px-3 py-2 text-14 shadow-lg">
      <p className="font-medium break-words">{title}</p>
      <p className="flex justify-between gap-4">
        <span className="text-quiet">{t('rate')}</span>
        <span className="font-medium tabular-nums">{percent(figures.rate)}</span>
      </p>
      {countedStatuses.map((status) => {
        const Icon = statusIcons[status];
        return (
          <p key={status} className="flex items-center gap-2">
            <Icon aria-hidden size={14} className={statusText[status]} />
            <span className="grow text-quiet">{t(`status.${status}`)}</span>
            <span className="tabular-nums">{number(figures.counts[status])}</span>
          </p>
        );
      })}
    </div>
  );
}

interface TooltipInput<Point> {
  active?: boolean;
  payload?: readonly { payload?: Point }[];
}

/** For the `content` of a Recharts tooltip. */
export function pointedAt<Point>({ active, payload }: TooltipInput<Point>): Point | undefined {
  return active ? payload?.[0]?.payload : undefined;
}
