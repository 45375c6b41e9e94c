import type { Summary } from '@rollcall/contracts';
import { useTranslation } from 'react-i18next';
import { statusIcons, statusText } from '../../ui/status.tsx';
import { number } from '../../words/format.ts';

const shown = ['present', 'late', 'absent', 'excused'] as const;

/** How many had which status: sign and number, the word for whoever does not see it. */
export function SummaryNumbers({ summary }: { summary: Summary }) {
  const { t } = useTranslation();
  return (
    <ul className="flex gap-4">
      {shown.map((status) => {
        const Icon = statusIcons[status];
        const tone = summary[status] > 0 ? statusText[status] : 'text-quiet';
        return (
          <li key={status} title={t(`status.${status}`)} className={`inline-flex min-w-10 items-center gap-1 ${tone}`}>
            <Icon aria-hidden size={16} strokeWidth={2.5} />
            <span className="sr-only">{t(`status.${status}`)}:</span>
            <span className="font-medium tabular-nums">{number(summary[status])}</span>
          </li>
        );
      })}
    </ul>
  );
}
