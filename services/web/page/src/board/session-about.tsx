import type { Session } from '@rollcall/contracts';
import { useTranslation } from 'react-i18next';
import { LiveLine } from '../live/live-line.tsx';
import type { SessionPhase } from '../live/session-phase.ts';
import { Time } from '../ui/time.tsx';
import { clock, number } from '../words/format.ts';
import type { Filter } from './filters.ts';

interface SessionAboutProps {
  session: Session;
  phase: SessionPhase;
  round: Session['rounds'][number] | undefined;
  counts: Record<Filter, number>;
  staleSinceMs: number | undefined;
}

/** Under the title: course, room, since when, which round, how many. */
export function SessionAbout({ session, phase, round, counts, staleSinceMs }: SessionAboutProps) {
  const { t } = useTranslation('board');
  const { courseName, room, startedAt, endedAt, endsAt } = session;
  const isRunning = phase === 'open' || phase === 'between';
  return (
    <div className="grid gap-1">
      <div className="flex flex-wrap items-center gap-x-3">
        {courseName && <span>{courseName}</span>}
        {room && <span>{room}</span>}
        {startedAt && (
          <span>
            {isRunning ? (
              <>
                {t('since')} <Time at={startedAt} />
              </>
            ) : (
              <>
                <Time at={startedAt} as="dayAndClock" />
                {endedAt && (
                  <>
                    –<Time at={endedAt} />
                  </>
                )}
              </>
            )}
          </span>
        )}
        {round && (round.roundNumber > 1 || phase === 'between') && (
          <span>
            {phase === 'between'
              ? t('roundClosed', { number: round.roundNumber })
              : t('round', { number: round.roundNumber })}
          </span>
        )}
        {isRunning && endsAt && <span>{t('endsAt', { time: clock(endsAt) })}</span>}
        {isRunning && <LiveLine staleSinceMs={staleSinceMs} />}
      </div>
      {isRunning && counts.all > 0 && (
        <p className="text-text">
          <span className="text-40 font-bold tabular-nums">{number(counts.in)}</span>{' '}
          <span className="text-20 text-quiet tabular-nums">{t('ofTotal', { total: number(counts.all) })}</span>
        </p>
      )}
    </div>
  );
}
