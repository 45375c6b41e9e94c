import { routes, type Session } from '@rollcall/contracts';
import { useMutation } from '@tanstack/react-query';
import { type FormEvent, useId, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { call } from '../../api/call.ts';
import { outdate } from '../../api/query.ts';
import { Button } from '../../ui/button.tsx';
import { Dialog } from '../../ui/dialog.tsx';
import { TextField } from '../../ui/field.tsx';
import { useFieldProblems, useFocusOnProblem } from '../../ui/field-problems.ts';
import { Problem } from '../../ui/problem.tsx';
import { say } from '../../ui/toast.tsx';
import { meantTimes, typedTimes } from './session-times.ts';
import { whenOf } from './session-words.ts';
import { TimeFields } from './time-fields.tsx';

interface MoveDialogProps {
  session: Session;
  onClose: () => void;
}

/** Another time, or another room, for a session that waits for its start. */
export function MoveDialog({ session, onClose }: MoveDialogProps) {
  const { t } = useTranslation(['classes', 'common']);
  const formId = useId();
  const { startsAt, endsAt } = session;
  const [times, setTimes] = useState(() => typedTimes(new Date(startsAt ?? 0), endsAt ? new Date(endsAt) : null));
  const move = useMutation({
    mutationFn: (room: string) => {
      const meant = meantTimes(times);
      return call(routes.moveSession, {
        ids: { id: session._id },
        body: {
          startsAt: meant.startsAt.toISOString(),
          endsAt: meant.endsAt?.toISOString() ?? null,
          room: room || null,
        },
      });
    },
    onSuccess: async (moved) => {
      await outdate(routes.listSessions, routes.teacherReport);
      say(t('plan.moved', { when: whenOf(moved) }));
      onClose();
    },
  });
  const form = useFocusOnProblem(move.error);
  const problems = useFieldProblems(move.error, { startsAt: [], endsAt: [], room: [] }, 'classes');

  function submit(event: FormEvent<HTMLFormElement>) {
    event.preventDefault();
    move.mutate(String(new FormData(event.currentTarget).get('room')).trim());
  }

  return (
    <Dialog
      open
      onClose={onClose}
      title={t('plan.moveTitle')}
      about={whenOf(session)}
      actions={
        <>
          <Button onClick={onClose}>{t('common:actions.cancel')}</Button>
          <Button type="submit" form={formId} look="main" busy={move.isPending}>
            {t('common:actions.save')}
          </Button>
        </>
      }
    >
      <form id={formId} ref={form} onSubmit={submit} className="grid gap-4">
        <TimeFields value={times} onChange={setTimes} problems={problems} />
        <TextField
          label={t('meetings.room')}
          name="room"
          maxLength={100}
          defaultValue={session.room ?? ''}
          error={problems.room}
        />
        <Problem>{problems.form}</Problem>
      </form>
    </Dialog>
  );
}
