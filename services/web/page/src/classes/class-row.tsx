import type { ClassView } from '@rollcall/contracts';
import { Link } from '@tanstack/react-router';
import { useTranslation } from 'react-i18next';
import { useUser } from '../log-in/use-log-in.ts';
import { RateBar } from '../ui/rate-bar.tsx';
import { dayAndClock, number } from '../words/format.ts';
import { RunningLink } from './running-link.tsx';

interface ClassRowProps {
  shown: ClassView;
  /** Undefined where it is not known; null where there are no results. */
  rate: number | null | undefined;
}

/** A class in a list: all of it leads to the class, and a running session to its board. */
export function ClassRow({ shown: { _id, className, teachers, ...rest }, rate }: ClassRowProps) {
  const { t } = useTranslation(['classes', 'common']);
  const { role } = useUser();
  const { nextMeeting, activeSession, studentCount } = rest;
  return (
    <li className="relative grid gap-x-6 gap-y-1 border-b border-line px-4 py-3 last:border-0 hover:bg-sunken md:px-6 lg:grid-cols-[minmax(0,1fr)_112px_216px_160px] lg:items-center">
      <div className="min-w-0">
        <Link
          to="/app/classes/$classId"
          params={{ classId: _id }}
          className="line-clamp-2 font-medium break-words after:absolute after:inset-0"
        >
          {className}
        </Link>
        {role === 'admin' && (
          <p className="truncate text-14 text-quiet">
            {teachers.map(({ name }) => name ?? t('common:unknownPerson')).join(', ')}
          </p>
        )}
      </div>
      <p className="text-14 text-quiet lg:text-16">
        {studentCount !== null && t('students', { count: studentCount, number: number(studentCount) })}
      </p>
      {activeSession ? (
        <RunningLink sessionId={activeSession._id} startedAt={activeSession.startedAt} />
      ) : (
        <p className="text-14 text-quiet lg:text-16">{nextMeeting && dayAndClock(nextMeeting.startsAt)}</p>
      )}
      {rate !== undefined && rate !== null && <RateBar rate={rate} label={t('common:rate')} />}
    </li>
  );
}
