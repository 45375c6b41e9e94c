import { routes, type Session } from '@rollcall/contracts';
import { useMutation } from '@tanstack/react-query';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { call } from '../../api/call.ts';
import { outdate } from '../../api/query.ts';
import { TextField } from '../../ui/field.tsx';
import { useFieldProblems, useFocusOnProblem } from '../../ui/field-problems.ts';
import { FormDialog } from '../../ui/form-dialog.tsx';
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

  return (
    <FormDialog
      onClose={onClose}
      title={t('plan.moveTitle')}
      about={whenOf(session)}
      action={t('common:actions.save')}
      busy={move.isPending}
      formRef={form}
      onSubmit={(fields) => move.mutate(String(fields.get('room')).trim())}
    >
      <TimeFields value={times} onChange={setTimes} problems={problems} />
      <TextField
        label={t('meetings.room')}
        name="room"
        maxLength={100}
        defaultValue={session.room ?? ''}
        error={problems.room}
      />
      <Problem>{problems.form}</Problem>
    </FormDialog>
  );
}
