import { Link } from '@tanstack/react-router';
import { Users } from 'lucide-react';
import { useTranslation } from 'react-i18next';
import { useBoard } from '../live/use-live.ts';
import { buttonClass } from '../ui/button.tsx';
import { Time } from '../ui/time.tsx';
import { ProjectorButton } from '../wall/open-wall.tsx';
import { number } from '../words/format.ts';
import type { Planned } from './day.ts';

/** A session that runs: how many are in, its board and its projector. */
export function RunningCard({ session: { _id, className, room, startedAt } }: { session: Planned }) {
  const { t } = useTranslation('teacher');
  const summary = useBoard(_id).board?.summary;
  return (
    <article className="rounded-16 border-2 border-present bg-card p-4 md:p-6">
      <div className="flex flex-wrap items-start justify-between gap-4">
        <div className="min-w-0">
          <h3 className="text-20 break-words">{className}</h3>
          <p className="text-quiet">
            {room && `${room} · `}
            {t('runningSince')} {startedAt && <Time at={startedAt} />}
          </p>
        </div>
        <p className="min-h-11 tabular-nums">
          {summary && (
            <>
              <span className="text-40 font-bold">{number(summary.present + summary.late)}</span>{' '}
              <span className="text-20 text-quiet">{t('ofTotal', { total: number(summary.total) })}</span>
            </>
          )}
        </p>
      </div>
      <div className="mt-4 flex flex-wrap gap-3">
        <Link
          to="/app/sessions/$sessionId"
          params={{ sessionId: _id }}
          className={buttonClass({ look: 'main', large: true })}
        >
          <Users aria-hidden size={24} />
          {t('board')}
        </Link>
        <ProjectorButton sessionId={_id} look="plain" large />
      </div>
    </article>
  );
}
