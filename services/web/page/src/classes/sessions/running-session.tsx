import type { Session } from '@rollcall/contracts';
import { Link } from '@tanstack/react-router';
import { Radio } from 'lucide-react';
import { useTranslation } from 'react-i18next';
import { useUser } from '../../log-in/use-log-in.ts';
import { buttonClass } from '../../ui/button.tsx';
import { clock } from '../../words/format.ts';

/** A session that runs, and the way to its board. */
export function RunningSession({ session: { _id, startedAt, endsAt, room, rounds } }: { session: Session }) {
  const { t } = useTranslation('classes');
  const { role } = useUser();
  const facts = [
    room,
    rounds.length > 1 && t('sessions.round', { number: rounds.length }),
    endsAt && t('sessions.until', { time: clock(endsAt) }),
  ].filter(Boolean);
  return (
    <li className="flex flex-wrap items-center justify-between gap-x-6 gap-y-3 border-b border-line px-4 py-3 last:border-0 md:px-6">
      <div className="min-w-0">
        <p className="flex items-center gap-2 font-medium text-present">
          <Radio aria-hidden size={18} className="shrink-0" />
          {startedAt && t('runningSince', { time: clock(startedAt) })}
        </p>
        {facts.length > 0 && <p className="break-words text-quiet">{facts.join(' · ')}</p>}
      </div>
      {role === 'teacher' && (
        <Link to="/app/sessions/$sessionId" params={{ sessionId: _id }} className={buttonClass({ look: 'main' })}>
          {t('sessions.toBoard')}
        </Link>
      )}
    </li>
  );
}
