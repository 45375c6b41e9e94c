import { routes, type Session } from '@rollcall/contracts';
import { useQuery } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import { QrCode } from 'lucide-react';
import { useTranslation } from 'react-i18next';
import { asks } from '../api/query.ts';
import { useBoard } from '../live/use-live.ts';
import { useUser } from '../log-in/use-log-in.ts';
import { buttonClass } from '../ui/button.tsx';
import { classes } from '../ui/classes.ts';
import { shownStatus, statusGround, statusIcons, statusText } from '../ui/status.tsx';
import { Time } from '../ui/time.tsx';
import { isOpen, markOfRound } from './my-mark.ts';

/** The sessions that run now, each a card with one button, or with the student's status. */
export function RunningSessions() {
  const { t } = useTranslation('student');
  const { data } = useQuery(asks(routes.listSessions, { query: { status: 'active' } }));
  if (!data || data.items.length === 0) return null;
  return (
    <section aria-label={t('today.running')} className="grid gap-3">
      {data.items.map((session) => (
        <RunningSession key={session._id} session={session} />
      ))}
    </section>
  );
}

function RunningSession({ session }: { session: Session }) {
  const { t } = useTranslation('student');
  const { className, courseName, room, startedAt } = session;
  return (
    <article className="grid gap-4 rounded-16 border border-line-strong bg-card p-5">
      <div className="min-w-0">
        <h2 dir="auto" className="text-left line-clamp-3 text-20 break-words">
          {className}
        </h2>
        {courseName && (
          <p dir="auto" className="text-left line-clamp-2 break-words">
            {courseName}
          </p>
        )}
        <p className="text-quiet">
          {startedAt && (
            <>
              {t('today.since')} <Time at={startedAt} />
            </>
          )}
          {room && ` · ${room}`}
        </p>
      </div>
      <MyPart session={session} />
    </article>
  );
}

/** In, or the way in. */
function MyPart({ session }: { session: Session }) {
  const { t } = useTranslation(['student', 'common']);
  const { _id: userId } = useUser();
  const { board } = useBoard(session._id);
  const mark = board && markOfRound(board, userId);
  return (
    <div aria-live="polite">
      {mark ? (
        <MyStatus status={shownStatus(mark.status, mark.verification)} at={mark.recordedAt} />
      ) : board && !isOpen(board) ? (
        <p className="text-quiet">{t('today.closed')}</p>
      ) : (
        <Link to="/app/scan" className={classes(buttonClass({ look: 'main', large: true }), 'w-full')}>
          <QrCode aria-hidden size={24} />
          {board?.round && board.round.roundNumber > 1
            ? t('today.scanRound', { round: board.round.roundNumber })
            : t('common:nav.scan')}
        </Link>
      )}
    </div>
  );
}

function MyStatus({ status, at }: { status: ReturnType<typeof shownStatus>; at: string }) {
  const { t } = useTranslation(['student', 'common']);
  const Icon = statusIcons[status];
  return (
    <p className={classes('flex items-center gap-3 rounded-8 px-4 py-3', statusGround[status], statusText[status])}>
      <Icon aria-hidden size={28} strokeWidth={2.5} className="shrink-0" />
      <span className="min-w-0 grow text-20 font-medium">{t(`today.mine.${status}`)}</span>
      <Time at={at} />
    </p>
  );
}
