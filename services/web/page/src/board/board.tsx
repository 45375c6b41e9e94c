import { routes, type Session } from '@rollcall/contracts';
import { useNavigate, useSearch } from '@tanstack/react-router';
import { useEffect, useRef } from 'react';
import { useTranslation } from 'react-i18next';
import { outdate } from '../api/query.ts';
import { Announced } from '../live/announced.tsx';
import { latestRound, phaseOf, type SessionPhase } from '../live/session-phase.ts';
import { useBoard } from '../live/use-live.ts';
import type { WatchedBoard } from '../live/watched-sessions.ts';
import { Page } from '../ui/page.tsx';
import { Failure, Skeleton } from '../ui/states.tsx';
import { number } from '../words/format.ts';
import { BoardList } from './board-list.tsx';
import { SessionAbout } from './session-about.tsx';
import { SessionActions } from './session-actions.tsx';
import { SessionSummary, useFlaggedCount } from './session-summary.tsx';
import { StartPlanned } from './start-planned.tsx';
import { useEntries } from './use-board-list.ts';
import { useMarking } from './use-marking.ts';
import { useMarks } from './use-marks.ts';
import { usePeople } from './use-people.ts';

export function Board({ session }: { session: Session }) {
  const { t } = useTranslation('board');
  const watched = useBoard(session._id);
  const { board } = watched;
  const phase = phaseOf(session, board);
  const round = latestRound(session, board);
  const people = usePeople(session.classId);
  const marks = useMarks(session._id, round?.roundNumber ?? 1, board?.marks);
  const { entries, byId, counts } = useEntries(session, people.data, board?.marks, marks.own);
  const marking = useMarking(marks, byId);
  const flagged = useFlaggedCount(session._id, phase === 'over');
  useFollow(session, watched);
  const isRunning = phase === 'open' || phase === 'between';
  const summary = phase === 'over' ? (session.summary ?? board?.summary) : undefined;
  return (
    <Page
      title={session.className}
      about={
        <SessionAbout
          session={session}
          phase={phase}
          round={round}
          counts={counts}
          staleSinceMs={watched.staleSinceMs}
        />
      }
      actions={
        isRunning && <SessionActions session={session} phase={phase} round={round} missing={missingOf(watched)} />
      }
    >
      {phase === 'before' && <StartPlanned session={session} />}
      {phase === 'cancelled' && (
        <p className="text-quiet">
          {t('cancelled')} {session.cancelReason}
        </p>
      )}
      {summary && <SessionSummary session={session} summary={summary} flagged={flagged} />}
      {(isRunning || phase === 'over') && (
        <>
          <Announced words={t('count', { in: number(counts.in), total: number(counts.all) })} />
          <Lists
            {...{ session, phase, entries, byId, counts, marking, watched }}
            error={people.error}
            isReady={people.isSuccess}
          />
        </>
      )}
    </Page>
  );
}

interface ListsProps
  extends Pick<React.ComponentProps<typeof BoardList>, 'session' | 'entries' | 'byId' | 'counts' | 'marking'> {
  phase: SessionPhase;
  watched: WatchedBoard;
  error: Error | null;
  isReady: boolean;
}

function Lists({ phase, watched, error, isReady, ...rest }: ListsProps) {
  const navigate = useNavigate();
  const sought = useSearch({ from: '/inside/shell/app/sessions/$sessionId' });
  const trouble = watched.refusal ?? error;
  if (trouble && !(watched.board && isReady)) return <Failure error={trouble} />;
  if (!watched.board || !isReady) return <Skeleton lines={8} />;
  const seek = (change: typeof sought) =>
    void navigate({
      to: '/app/sessions/$sessionId',
      params: { sessionId: rest.session._id },
      search: { ...sought, ...change },
      replace: true,
      resetScroll: false,
    });
  return (
    <BoardList
      {...rest}
      filter={sought.show ?? (phase === 'over' ? 'all' : 'in')}
      search={sought.search ?? ''}
      onFilter={(filter) => seek({ show: filter })}
      onSearch={(words) => seek({ search: words || undefined })}
    />
  );
}

/** What the session's own answer says is asked for again when the board tells of a round or an end. */
function useFollow(session: Session, { board }: WatchedBoard): void {
  const asked = `${session.status} ${session.rounds.length} ${session.rounds.at(-1)?.endsAt}`;
  const shown = board && `${board.status} ${board.round?.roundNumber ?? 0} ${board.round?.endsAt}`;
  useEffect(() => {
    if (shown !== undefined && shown !== asked) void outdate(routes.getSession);
  }, [shown, asked]);
  const total = board?.summary.total;
  const known = useRef(total);
  useEffect(() => {
    // Somebody has joined, or left.
    if (known.current !== undefined && total !== undefined && known.current !== total)
      void outdate(routes.listEnrolled);
    known.current = total;
  }, [total]);
}

function missingOf({ board }: WatchedBoard): number {
  if (!board) return 0;
  const { present, late, absent, excused, total } = board.summary;
  return Math.max(0, total - present - late - absent - excused);
}
