import type { Attended } from '@rollcall/contracts';
import { Link } from '@tanstack/react-router';
import { useTranslation } from 'react-i18next';
import { StatusBadge, shownStatus } from '../ui/status.tsx';
import { Time } from '../ui/time.tsx';

/** A session: what the student was in it, how that was recorded, and what can be done when it is not right. */
export function HistoryRow({ session }: { session: Attended }) {
  const { t } = useTranslation(['student', 'common']);
  const { className, beginsAt, room, status, verification, running } = session;
  return (
    <li className="grid gap-1 border-b border-line px-4 py-3 last:border-0 md:px-6">
      <div className="flex items-start justify-between gap-3">
        <p dir="auto" className="text-left line-clamp-2 min-w-0 font-medium break-words">
          {className ?? t('history.goneClass')}
        </p>
        <StatusBadge status={shownStatus(status, verification)} className="shrink-0" />
      </div>
      <p className="text-14 break-words text-quiet">
        <Time at={beginsAt} as="dayAndClock" />
        {room && ` · ${room}`}
        {running && ` · ${t('history.running')}`}
      </p>
      <HowRecorded session={session} />
      <Correction session={session} />
    </li>
  );
}

/** Once for a session of one round, else for each round. */
function HowRecorded({ session: { rounds } }: { session: Attended }) {
  const { t } = useTranslation(['student', 'common']);
  const [only] = rounds;
  if (!only) return null;
  if (rounds.length === 1) {
    return (
      <p className="text-14 text-quiet">
        {t(`common:method.${only.method}`)}, <Time at={only.recordedAt} />
      </p>
    );
  }
  return (
    <ul className="grid gap-1 pt-1">
      {rounds.map(({ roundNumber, status, verification, method, recordedAt }) => (
        <li key={roundNumber} className="flex flex-wrap items-center gap-x-2 text-14 text-quiet">
          <span className="w-20">{t('history.round', { round: roundNumber })}</span>
          <StatusBadge status={shownStatus(status, verification)} />
          <span>
            {t(`common:method.${method}`)}, <Time at={recordedAt} />
          </span>
        </li>
      ))}
    </ul>
  );
}

/** What a student would want to be other than it is. */
function Correction({ session: { sessionId, classId, status, verification, running } }: { session: Attended }) {
  const { t } = useTranslation('student');
  const isFine = status === 'excused' || (status === 'present' && verification !== 'rejected');
  if (running || status === null || isFine) return null;
  return (
    <Link
      to="/app/excuses"
      search={{ session: sessionId, class: classId }}
      className="inline-flex min-h-11 items-center justify-self-start text-14 text-link underline underline-offset-4"
    >
      {t(status === 'absent' || verification === 'rejected' ? 'history.excuse' : 'history.correct')}
    </Link>
  );
}
