import { routes, type Session } from '@rollcall/contracts';
import { CircleStop, Ellipsis, RefreshCw, RotateCw, SquareX } from 'lucide-react';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { call } from '../api/call.ts';
import { outdate } from '../api/query.ts';
import type { SessionPhase } from '../live/session-phase.ts';
import { Button, IconButton } from '../ui/button.tsx';
import { ConfirmDialog } from '../ui/confirm-dialog.tsx';
import { Menu } from '../ui/menu.tsx';
import { useErrorSentence } from '../ui/states.tsx';
import { say } from '../ui/toast.tsx';
import { ProjectorButton } from '../wall/open-wall.tsx';

type Question = 'nextRound' | 'endRound' | 'end' | 'cancel';

interface SessionActionsProps {
  session: Session;
  phase: SessionPhase;
  round: Session['rounds'][number] | undefined;
  /** How many become absent by the end. */
  missing: number;
}

/** What can be done with a session that runs. What can't be undone asks first, and says what will happen. */
export function SessionActions({ session, phase, round, missing }: SessionActionsProps) {
  const { t } = useTranslation('board');
  const sentence = useErrorSentence();
  const [question, ask] = useState<Question>();
  const ids = { id: session._id };
  const number = round?.roundNumber ?? 1;
  const isOpen = phase === 'open';
  const hasTypedCode = session.policy.typedCode !== 'off';
  const renewCode = () =>
    call(routes.regenerateCode, { ids }).then(
      () => say(t('codeRenewed')),
      (error) => say(sentence(error)),
    );
  const dialog = { onClose: () => ask(undefined) };
  return (
    <>
      {isOpen ? (
        <ProjectorButton sessionId={session._id} />
      ) : (
        <Button look="main" icon={RotateCw} onClick={() => ask('nextRound')}>
          {t('nextRound')}
        </Button>
      )}
      <Button icon={CircleStop} onClick={() => ask('end')}>
        {t('end')}
      </Button>
      <Menu
        trigger={<IconButton icon={Ellipsis} label={t('more')} />}
        items={[
          ...(isOpen
            ? [
                { key: 'next', icon: RotateCw, label: t('nextRound'), onSelect: () => ask('nextRound') },
                { key: 'endRound', icon: CircleStop, label: t('endRound'), onSelect: () => ask('endRound') },
              ]
            : []),
          ...(isOpen && hasTypedCode
            ? [{ key: 'code', icon: RefreshCw, label: t('renewCode'), onSelect: () => void renewCode() }]
            : []),
          { key: 'cancel', icon: SquareX, label: t('cancelSession'), danger: true, onSelect: () => ask('cancel') },
        ]}
      />
      <ConfirmDialog
        {...dialog}
        open={question === 'nextRound'}
        title={t('ask.nextRound', { next: number + 1 })}
        about={[
          isOpen && t('ask.nextRoundEnds', { number }),
          t('ask.nextRoundScan'),
          session.policy.result === 'every' ? t('ask.resultEvery') : t('ask.resultBest'),
        ]
          .filter(Boolean)
          .join(' ')}
        action={t('nextRound')}
        run={() => follow(call(routes.startRound, { ids }))}
      />
      <ConfirmDialog
        {...dialog}
        open={question === 'endRound'}
        title={t('ask.endRound', { number })}
        about={t('ask.endRoundAbout')}
        action={t('endRound')}
        run={() => follow(call(routes.endRound, { ids: { ...ids, roundId: round?.roundId ?? '' } }))}
      />
      <ConfirmDialog
        {...dialog}
        open={question === 'end'}
        title={t('ask.end')}
        about={missing > 0 ? t('ask.endAbsent', { count: missing }) : t('ask.endNobody')}
        action={t('end')}
        run={() => follow(call(routes.endSession, { ids }))}
      />
      <ConfirmDialog
        {...dialog}
        open={question === 'cancel'}
        title={t('ask.cancel')}
        about={t('ask.cancelAbout')}
        action={t('cancelSession')}
        danger
        reason={{ label: t('ask.cancelReason'), isNeeded: true, hint: t('ask.cancelReasonHint') }}
        run={(reason = '') => follow(call(routes.cancelSession, { ids, body: { reason } }))}
      />
    </>
  );
}

async function follow(done: Promise<unknown>): Promise<void> {
  await done;
  void outdate(routes.getSession, routes.listSessions, routes.teacherReport, routes.listClasses, routes.sessionReport);
}
