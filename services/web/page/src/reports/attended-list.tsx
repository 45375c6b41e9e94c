import type { Attended } from '@rollcall/contracts';
import { Link } from '@tanstack/react-router';
import { useTranslation } from 'react-i18next';
import { StatusBadge, shownStatus } from '../ui/status.tsx';
import { Time } from '../ui/time.tsx';
import { RecordedAt } from './recorded-at.tsx';

/** Sessions of one student, each with what it came to and how that is known. */
export function AttendedList({ sessions }: { sessions: readonly Attended[] }) {
  return (
    <ul className="mt-3 border-t border-line">
      {sessions.map((session) => (
        <Session key={session.sessionId} session={session} />
      ))}
    </ul>
  );
}

function Session({
  session: { sessionId, beginsAt, room, running, status, verification, rounds },
}: {
  session: Attended;
}) {
  const { t } = useTranslation(['reports', 'common']);
  return (
    <li className="flex flex-wrap items-start justify-between gap-x-6 gap-y-1 border-b border-line px-4 py-3 last:border-0 md:px-6">
      <div className="min-w-0">
        <Link
          to="/app/sessions/$sessionId/report"
          params={{ sessionId }}
          className="inline-flex min-h-11 items-center font-medium underline-offset-4 hover:underline sm:min-h-6"
        >
          <Time at={beginsAt} as="dayAndClock" />
        </Link>
        <p className="text-14 text-quiet">
          {[room, running && t('student.running')].filter(Boolean).map((words) => (
            <span key={String(words)} className="mr-3 break-words">
              {words}
            </span>
          ))}
        </p>
      </div>
      <div className="grid gap-1 sm:justify-items-end">
        <StatusBadge status={shownStatus(status, verification)} />
        <ul className="text-14 text-quiet sm:text-right">
          {rounds.map((round) => (
            <li key={round.roundNumber}>
              {rounds.length > 1 && (
                <>
                  {t('round', { number: round.roundNumber })}:{' '}
                  {t(`common:status.${shownStatus(round.status, round.verification)}`)}
                  {', '}
                </>
              )}
              {t(`common:method.${round.method}`)}, <RecordedAt at={round.recordedAt} beganAt={beginsAt} />
            </li>
          ))}
        </ul>
      </div>
    </li>
  );
}
