import { routes, type Session } from '@rollcall/contracts';
import { CalendarX2, Ellipsis, MoveRight, Play } from 'lucide-react';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { call } from '../../api/call.ts';
import { outdate } from '../../api/query.ts';
import { useUser } from '../../log-in/use-log-in.ts';
import { useStart } from '../../teacher/use-start.ts';
import { Button, IconButton } from '../../ui/button.tsx';
import { ConfirmDialog } from '../../ui/confirm-dialog.tsx';
import { Menu } from '../../ui/menu.tsx';
import { useErrorSentence } from '../../ui/states.tsx';
import { say } from '../../ui/toast.tsx';
import { relative } from '../../words/format.ts';
import { Cancelled } from './cancelled.tsx';
import { MoveDialog } from './move-dialog.tsx';
import { whenOf } from './session-words.ts';

interface PlannedSessionProps {
  session: Session;
  mayStart: boolean;
}

/** A session that waits for its start: it can begin now, be moved or be cancelled. */
export function PlannedSession({ session, mayStart }: PlannedSessionProps) {
  const { t } = useTranslation('classes');
  const { role } = useUser();
  const sentence = useErrorSentence('classes');
  const [dialog, setDialog] = useState<'move' | 'cancel'>();
  const start = useStart();
  const { _id, classId, room, status, startsAt } = session;
  const isCancelled = status === 'cancelled';
  const close = () => setDialog(undefined);
  const cancel = async (reason = '') => {
    await call(routes.cancelSession, { ids: { id: _id }, body: { reason } });
    await outdate(routes.listSessions, routes.teacherReport);
  };

  return (
    <li className="flex flex-wrap items-center justify-between gap-x-6 gap-y-2 border-b border-line px-4 py-3 last:border-0 md:px-6">
      <div className="min-w-0">
        <p className={isCancelled ? 'font-medium text-quiet line-through' : 'font-medium'}>{whenOf(session)}</p>
        {isCancelled ? (
          <Cancelled session={session} />
        ) : (
          <p className="break-words text-quiet">{[room, startsAt && relative(startsAt)].filter(Boolean).join(' · ')}</p>
        )}
      </div>
      {role === 'teacher' && !isCancelled && (
        <div className="flex gap-1">
          {mayStart && (
            <Button
              icon={Play}
              busy={start.isPending}
              onClick={() => start.mutate({ classId, sessionId: _id }, { onError: (error) => say(sentence(error)) })}
            >
              {t('sessions.startNow')}
            </Button>
          )}
          <Menu
            trigger={<IconButton icon={Ellipsis} label={t('sessions.moreOf', { when: whenOf(session) })} />}
            items={[
              { key: 'move', icon: MoveRight, label: t('sessions.move'), onSelect: () => setDialog('move') },
              {
                key: 'cancel',
                icon: CalendarX2,
                label: t('sessions.cancel'),
                danger: true,
                onSelect: () => setDialog('cancel'),
              },
            ]}
          />
        </div>
      )}
      {dialog === 'move' && <MoveDialog session={session} onClose={close} />}
      <ConfirmDialog
        namespace="classes"
        open={dialog === 'cancel'}
        onClose={close}
        title={t('sessions.cancelTitle', { when: whenOf(session) })}
        about={t('sessions.cancelAbout')}
        action={t('sessions.cancelAct')}
        danger
        reason={{ label: t('sessions.cancelReason'), isNeeded: true }}
        run={cancel}
      />
    </li>
  );
}
