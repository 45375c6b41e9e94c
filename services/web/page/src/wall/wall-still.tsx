import type { Session, Summary } from '@rollcall/contracts';
import { useTranslation } from 'react-i18next';
import type { SessionPhase } from '../live/session-phase.ts';
import { StatusBadge } from '../ui/status.tsx';
import { dayAndClock, number } from '../words/format.ts';
import { ClassName, Count } from './wall-side.tsx';

interface WallStillProps {
  session: Session;
  phase: Exclude<SessionPhase, 'open'>;
  roundNumber: number;
  summary: Summary | undefined;
}

/** A wall without a code: before the beginning, between two rounds, and after the end. */
export function WallStill({ session, phase, roundNumber, summary }: WallStillProps) {
  const { t } = useTranslation('wall');
  const hasNumbers = summary && (phase === 'between' || phase === 'over');
  return (
    <div className="grid size-full place-content-center justify-items-center gap-[4vmin] text-center">
      <ClassName session={session} />
      <p role="status" className="max-w-[24em] text-[max(20px,5vmin)] leading-[1.2] font-medium text-balance">
        {phase === 'before' && startWords(session)}
        {phase === 'between' && t('between', { number: roundNumber })}
        {phase === 'over' && t('over')}
        {phase === 'cancelled' && t('cancelled')}
      </p>
      {hasNumbers && <Count summary={summary} />}
      {hasNumbers && phase === 'over' && <FinalNumbers summary={summary} />}
    </div>
  );

  function startWords({ startsAt }: Session) {
    return startsAt ? t('startsAt', { time: dayAndClock(startsAt) }) : t('notStarted');
  }
}

function FinalNumbers({ summary }: { summary: Summary }) {
  return (
    <ul className="flex flex-wrap justify-center gap-x-[4vmin] gap-y-[2vmin]">
      {(['present', 'late', 'absent', 'excused'] as const).map((status) => (
        <li key={status} className="grid justify-items-center gap-[1vmin]">
          <span className="text-[max(28px,6vmin)] leading-none font-bold tabular-nums">{number(summary[status])}</span>
          <StatusBadge status={status} className="text-[max(14px,2.6vmin)]" />
        </li>
      ))}
    </ul>
  );
}
