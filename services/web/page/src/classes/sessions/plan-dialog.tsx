import { type ClassView, type PolicyInput, routes } from '@rollcall/contracts';
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
import { PolicyForm } from '../policy-form.tsx';
import { firstTimes, meantTimes } from './session-times.ts';
import { whenOf } from './session-words.ts';
import { TimeFields } from './time-fields.tsx';

interface PlanDialogProps {
  shown: ClassView;
  onClose: () => void;
}

/** Plans a session: the next meeting of the class stands there already. */
export function PlanDialog({ shown: { _id: classId, nextMeeting, sessionDefaults }, onClose }: PlanDialogProps) {
  const { t } = useTranslation(['classes', 'common']);
  const [times, setTimes] = useState(() => firstTimes(nextMeeting, Date.now()));
  const [policy, setPolicy] = useState<PolicyInput>({});
  const plan = useMutation({
    mutationFn: (room: string) => {
      const { startsAt, endsAt } = meantTimes(times);
      const body = {
        classId,
        startsAt: startsAt.toISOString(),
        endsAt: endsAt?.toISOString(),
        room: room || undefined,
      };
      return call(routes.startSession, { body: { ...body, policy } });
    },
    onSuccess: async (session) => {
      await outdate(routes.listSessions, routes.teacherReport, routes.listClasses);
      say(t('plan.done', { when: whenOf(session) }));
      onClose();
    },
  });
  const form = useFocusOnProblem(plan.error);
  const problems = useFieldProblems(plan.error, { startsAt: [], endsAt: [], room: [] }, 'classes');

  return (
    <FormDialog
      onClose={onClose}
      title={t('sessions.plan')}
      about={t('plan.about')}
      wide
      action={t('plan.submit')}
      busy={plan.isPending}
      formRef={form}
      onSubmit={(fields) => plan.mutate(String(fields.get('room')).trim())}
    >
      <TimeFields value={times} onChange={setTimes} problems={problems} />
      <TextField
        label={t('meetings.room')}
        name="room"
        maxLength={100}
        defaultValue={nextMeeting?.room ?? ''}
        error={problems.room}
      />
      <details className="rounded-8 border border-line">
        <summary className="min-h-11 cursor-pointer px-4 py-2.5 font-medium">{t('plan.rules')}</summary>
        <div className="p-4 pt-2">
          <PolicyForm value={policy} onChange={setPolicy} base={sessionDefaults ?? {}} />
        </div>
      </details>
      <Problem>{problems.form}</Problem>
    </FormDialog>
  );
}
