import { routes, type Session, type Summary } from '@rollcall/contracts';
import { useQuery } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import { ClipboardCheck, FileText } from 'lucide-react';
import { useTranslation } from 'react-i18next';
import { asks } from '../api/query.ts';
import { buttonClass } from '../ui/button.tsx';
import { classes } from '../ui/classes.ts';
import { statusIcons, statusText } from '../ui/status.tsx';
import { number, percent } from '../words/format.ts';

/** What was, to be read in five seconds; then what waits for a decision. */
export function SessionSummary({ session, summary, flagged }: SessionSummaryProps) {
  const { t } = useTranslation('board');
  const { t: common } = useTranslation();
  const { present, late, excused, total } = summary;
  const counted = total - excused;
  return (
    <section aria-label={t('summary')} className="mb-6 rounded-8 border border-line bg-card p-4 md:p-6">
      <p className="text-20">
        <span className="font-bold tabular-nums">
          {t('summaryIn', { in: number(present + late), total: number(total) })}
        </span>{' '}
        <span className="text-quiet">({percent(counted > 0 ? (present + late) / counted : null)})</span>
      </p>
      <ul className="mt-4 grid grid-cols-2 gap-4 sm:grid-cols-4">
        {(['present', 'late', 'absent', 'excused'] as const).map((status) => {
          const Icon = statusIcons[status];
          return (
            <li key={status}>
              <span className="block text-40 font-bold tabular-nums">{number(summary[status])}</span>
              <span className={classes('inline-flex items-center gap-1 font-medium', statusText[status])}>
                <Icon aria-hidden size={16} strokeWidth={2.5} />
                {common(`status.${status}`)}
              </span>
            </li>
          );
        })}
      </ul>
      <div className="mt-6 flex flex-wrap items-center gap-3">
        {flagged > 0 && (
          <Link to="/app/review" search={{ session: session._id }} className={buttonClass({ look: 'main' })}>
            <ClipboardCheck aria-hidden size={18} />
            {t('decideFlagged', { count: flagged })}
          </Link>
        )}
        <Link to="/app/sessions/$sessionId/report" params={{ sessionId: session._id }} className={buttonClass()}>
          <FileText aria-hidden size={18} />
          {t('report')}
        </Link>
      </div>
    </section>
  );
}

interface SessionSummaryProps {
  session: Session;
  summary: Summary;
  flagged: number;
}

/** How many records of a session wait for a decision, over all of its rounds. */
export function useFlaggedCount(sessionId: string, isWanted: boolean): number {
  const { data } = useQuery({
    ...asks(routes.listFlagged, { ids: { id: sessionId }, query: { limit: 1_000 } }),
    enabled: isWanted,
  });
  return data?.items.length ?? 0;
}
