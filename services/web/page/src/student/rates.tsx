import type { CallData } from '@rollcall/client';
import type { routes } from '@rollcall/contracts';
import { useTranslation } from 'react-i18next';
import { RateBar } from '../ui/rate-bar.tsx';
import { statusText } from '../ui/status.tsx';

type ClassRate = CallData<typeof routes.myAttendance>['items'][number];

/** The rate in each class as a number and a bar, and what it is made of. */
export function Rates({ classes }: { classes: readonly ClassRate[] }) {
  if (classes.length === 0) return null;
  return (
    <ul className="grid gap-4 rounded-8 border border-line bg-card p-4 md:p-6">
      {classes.map((one) => (
        <li key={one.classId} className="grid gap-1">
          <p dir="auto" className="text-left line-clamp-2 font-medium break-words">
            {one.className}
          </p>
          <Rate figures={one} />
        </li>
      ))}
    </ul>
  );
}

function Rate({ figures: { rate, counts } }: { figures: ClassRate }) {
  const { t } = useTranslation(['student', 'common']);
  const parts = (['present', 'late', 'absent', 'excused'] as const).filter((status) => counts[status] > 0);
  return (
    <>
      <RateBar rate={rate} label={t('common:rate')} />
      <p className="flex flex-wrap gap-x-4 text-14 text-quiet tabular-nums">
        {parts.length === 0 && t('common:noRate')}
        {parts.map((status) => (
          <span key={status} className={statusText[status]}>
            {counts[status]} {t(`common:status.${status}`)}
          </span>
        ))}
      </p>
    </>
  );
}
