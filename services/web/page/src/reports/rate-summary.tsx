import type { Figures } from '@rollcall/contracts';
import { useTranslation } from 'react-i18next';
import { countedStatuses } from '../charts/counted.ts';
import { classes } from '../ui/classes.ts';
import { Card } from '../ui/page.tsx';
import { statusIcons, statusText } from '../ui/status.tsx';
import { number, percent } from '../words/format.ts';
import { HowCounted } from './how-counted.tsx';

interface RateSummaryProps {
  figures: Figures;
  /** What it is of, in words, such as "in 40 sessions". */
  of: string;
}

const grounds = { present: 'bg-present', late: 'bg-late', absent: 'bg-absent', excused: 'bg-excused' } as const;

/** What a report says in one look: the rate, what it is made of, and of how much. */
export function RateSummary({ figures: { rate, counts }, of }: RateSummaryProps) {
  const { t } = useTranslation(['reports', 'common']);
  const all = countedStatuses.reduce((sum, status) => sum + counts[status], 0);
  return (
    <Card className="p-4 md:p-6">
      <div className="flex flex-wrap items-end gap-x-10 gap-y-4">
        <div>
          <h2 className="text-14 font-normal text-quiet">{t('common:rate')}</h2>
          <p className="text-64 font-bold tracking-tight tabular-nums">{percent(rate)}</p>
        </div>
        <div className="min-w-64 grow basis-80 pb-2">
          <div aria-hidden className="flex h-4 gap-0.5 overflow-hidden rounded-8 bg-sunken">
            {countedStatuses.map(
              (status) =>
                counts[status] > 0 && (
                  <div
                    key={status}
                    className={grounds[status]}
                    style={{ flexGrow: counts[status] / all, minWidth: 3 }}
                  />
                ),
            )}
          </div>
          <ul className="mt-3 grid grid-cols-2 gap-x-6 gap-y-1 sm:flex sm:flex-wrap">
            {countedStatuses.map((status) => {
              const Icon = statusIcons[status];
              return (
                <li key={status} className="flex items-center gap-2">
                  <Icon aria-hidden size={16} strokeWidth={2.5} className={classes('shrink-0', statusText[status])} />
                  <span className="text-quiet">{t(`common:status.${status}`)}</span>
                  <span className="font-medium tabular-nums">{number(counts[status])}</span>
                </li>
              );
            })}
          </ul>
        </div>
      </div>
      <HowCounted of={of} />
    </Card>
  );
}
