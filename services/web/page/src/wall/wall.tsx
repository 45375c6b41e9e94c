import type { Board } from '@rollcall/client';
import type { Session } from '@rollcall/contracts';
import { useTranslation } from 'react-i18next';
import { latestRound, phaseOf } from '../live/session-phase.ts';
import { classes } from '../ui/classes.ts';
import { useTitle } from '../ui/page.tsx';
import { CodeGrid } from './code-grid.tsx';
import { toggleFullScreen } from './full-screen.ts';
import { useIsMoving } from './use-is-moving.ts';
import { useNextRound } from './use-next-round.ts';
import { useServerClock } from './use-server-clock.ts';
import { useWakeLock } from './use-wake-lock.ts';
import { useWallCodes } from './use-wall-codes.ts';
import { useWallKeys } from './use-wall-keys.ts';
import { WallLine } from './wall-lines.tsx';
import { WallSide } from './wall-side.tsx';
import { WallStill } from './wall-still.tsx';

interface WallProps {
  session: Session;
  board: Board | undefined;
  isStale: boolean;
  onToggleTheme: () => void;
}

/** What a room sees. It has no buttons: a hand on the keyboard of a laptop is all there is. */
export function Wall({ session, board, isStale, onToggleTheme }: WallProps) {
  const { t } = useTranslation('wall');
  const { _id: sessionId, policy } = session;
  const clock = useServerClock(sessionId);
  const phase = phaseOf(session, board);
  const round = latestRound(session, board);
  const codes = useWallCodes({ sessionId, board, isStale, isOpen: phase === 'open', clock });
  const isMoving = useIsMoving();
  const next = useNextRound(sessionId);
  const hasNext = phase === 'open' || phase === 'between';
  useWakeLock(hasNext);
  useTitle(t('title', { className: session.className }));
  useWallKeys({ toggleTheme: onToggleTheme, nextRound: () => hasNext && next.ask(), forget: next.forget });
  const summary = board?.summary ?? session.summary ?? undefined;
  const roundNumber = round?.roundNumber ?? 0;
  return (
    // biome-ignore lint/a11y/noStaticElementInteractions: a second way to what F does
    <div
      className={classes('size-full p-[2.5vmin]', !isMoving && 'cursor-none')}
      onDoubleClick={() => void toggleFullScreen()}
    >
      {phase === 'open' ? (
        <div className="grid size-full grid-cols-[minmax(0,1fr)_27vw] gap-[3vmin] portrait:grid-cols-1 portrait:grid-rows-[minmax(0,1fr)_auto]">
          <CodeGrid codes={codes} clock={clock} policy={policy} />
          <WallSide session={session} round={round} summary={summary} codes={codes} clock={clock} />
        </div>
      ) : (
        <WallStill session={session} phase={phase} roundNumber={roundNumber} summary={summary} />
      )}
      <WallLine next={next} roundNumber={roundNumber} isStale={isStale} isHintShown={isMoving} />
    </div>
  );
}
