import type { Session } from '@rollcall/contracts';
import { Link } from '@tanstack/react-router';
import { History } from 'lucide-react';
import { useTranslation } from 'react-i18next';
import { Listed } from '../../ui/listed.tsx';
import { Card } from '../../ui/page.tsx';
import { Empty } from '../../ui/states.tsx';
import { Cancelled } from './cancelled.tsx';
import { whenOf } from './session-words.ts';
import { SummaryNumbers } from './summary-numbers.tsx';
import { usePastSessions } from './use-sessions.ts';

/** What is over, the last first, each with its numbers and the way to its report. */
export function PastSessions({ classId }: { classId: string }) {
  const { t } = useTranslation('classes');
  const { query, sessions } = usePastSessions(classId);
  return (
    <Card title={t('sessions.past')}>
      <Listed
        query={query}
        isEmpty={sessions?.length === 0}
        lines={5}
        empty={<Empty icon={History} title={t('sessions.nonePast')} />}
      >
        <ul className="mt-2">
          {sessions?.map((session) => (
            <PastSession key={session._id} session={session} />
          ))}
        </ul>
      </Listed>
    </Card>
  );
}

function PastSession({ session }: { session: Session }) {
  const { t } = useTranslation('classes');
  const { _id, room, status, summary, rounds } = session;
  const row = 'flex flex-wrap items-center justify-between gap-x-6 gap-y-1 px-4 py-3 md:px-6';
  const facts = [room, rounds.length > 1 && t('sessions.rounds', { count: rounds.length })].filter(Boolean);
  const isCancelled = status === 'cancelled';
  return (
    <li className={`relative border-b border-line last:border-0 ${row} ${isCancelled ? '' : 'hover:bg-sunken'}`}>
      <div className="min-w-0">
        {isCancelled ? (
          <p className="text-quiet line-through">{whenOf(session)}</p>
        ) : (
          <Link
            to="/app/sessions/$sessionId/report"
            params={{ sessionId: _id }}
            className="font-medium after:absolute after:inset-0"
          >
            {whenOf(session)}
          </Link>
        )}
        {isCancelled ? <Cancelled session={session} /> : <p className="break-words text-quiet">{facts.join(' · ')}</p>}
      </div>
      {!isCancelled && summary && <SummaryNumbers summary={summary} />}
    </li>
  );
}
