import { type Excuse, routes } from '@rollcall/contracts';
import { useQuery } from '@tanstack/react-query';
import { CircleCheck, CircleX, Hourglass, type LucideIcon, Undo2 } from 'lucide-react';
import { useTranslation } from 'react-i18next';
import { asks } from '../api/query.ts';
import { classes } from '../ui/classes.ts';
import { Time } from '../ui/time.tsx';
import { day } from '../words/format.ts';
import { ExcuseDocument } from './excuse-document.tsx';
import { WithdrawExcuse } from './withdraw-excuse.tsx';

const looks: Record<Excuse['status'], { icon: LucideIcon; colours: string }> = {
  pending: { icon: Hourglass, colours: 'bg-waiting-ground text-waiting' },
  approved: { icon: CircleCheck, colours: 'bg-present-ground text-present' },
  rejected: { icon: CircleX, colours: 'bg-absent-ground text-absent' },
  withdrawn: { icon: Undo2, colours: 'bg-waiting-ground text-waiting' },
};

/** What was asked for, and what was decided. */
export function ExcuseRow({ excuse }: { excuse: Excuse }) {
  const { t } = useTranslation('student');
  const { className, category, reason, status, decision, createdAt } = excuse;
  const { icon: Icon, colours } = looks[status];
  return (
    <li className="grid gap-1 border-b border-line px-4 py-4 last:border-0 md:px-6">
      <div className="flex items-start justify-between gap-3">
        <p dir="auto" className="text-left line-clamp-2 min-w-0 font-medium break-words">
          {className}
        </p>
        <span
          className={classes(
            'inline-flex shrink-0 items-center gap-1 rounded-full px-2 py-0.5 text-14 font-medium',
            colours,
          )}
        >
          <Icon aria-hidden size={14} />
          {t(`excuses.statuses.${status}`)}
        </span>
      </div>
      <p className="text-14 text-quiet">
        <Covered excuse={excuse} /> · {t(`excuses.categories.${category}`)}
      </p>
      <p dir="auto" className="text-left break-words">
        {reason}
      </p>
      {decision && (
        <p className="text-14 break-words text-quiet">
          {t(`excuses.decided`)} <Time at={decision.at} as="dayAndClock" />
          {decision.reason && `: ${decision.reason}`}
        </p>
      )}
      {!decision && (
        <p className="text-14 text-quiet">
          {t('excuses.asked')} <Time at={createdAt} as="dayAndClock" />
        </p>
      )}
      <div className="flex flex-wrap items-center gap-x-4">
        <ExcuseDocument excuse={excuse} />
        {status === 'pending' && <WithdrawExcuse excuse={excuse} />}
      </div>
    </li>
  );
}

/** The session, by when it began, or the days. */
function Covered({ excuse: { sessionId, from, to } }: { excuse: Excuse }) {
  const { t } = useTranslation('student');
  const session = useQuery({
    ...asks(routes.getSession, { ids: { id: sessionId ?? '' } }),
    enabled: sessionId !== null,
  });
  if (from && to) {
    const first = day(from);
    // `to` is the midnight after the last day.
    const last = day(new Date(Date.parse(to) - 1));
    return first === last ? first : t('excuses.days', { first, last });
  }
  const at = session.data?.startedAt ?? session.data?.startsAt;
  return at ? <Time at={at} as="dayAndClock" /> : t('excuses.oneSession');
}
