import { routes } from '@rollcall/contracts';
import { useMutation } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import { call } from '../../api/call.ts';
import { outdate } from '../../api/query.ts';
import { CheckField, SelectField, TextField } from '../../ui/field.tsx';
import { FormDialog } from '../../ui/form-dialog.tsx';
import { Problem } from '../../ui/problem.tsx';
import { useErrorSentence } from '../../ui/states.tsx';

const HOUR = 60;
const DAY = 24 * HOUR;
const lengths = [
  { name: 'hour', minutes: HOUR },
  { name: 'day', minutes: DAY },
  { name: 'week', minutes: 7 * DAY },
  { name: 'term', minutes: 180 * DAY },
] as const;

interface JoinCodeDialogProps {
  classId: string;
  onClose: () => void;
}

/** For how long a code is good, for how many, and whether somebody looks at each. */
export function JoinCodeDialog({ classId, onClose }: JoinCodeDialogProps) {
  const { t } = useTranslation(['classes', 'common']);
  const sentence = useErrorSentence('classes');
  const make = useMutation({
    mutationFn: (body: { expiresInMinutes: number; maxUses: number | null; approval: boolean }) =>
      call(routes.makeJoinCode, { ids: { id: classId }, body }),
    onSuccess: async () => {
      await outdate(routes.getJoinCode);
      onClose();
    },
  });

  function submit(fields: FormData) {
    make.mutate({
      expiresInMinutes: Number(fields.get('expiresInMinutes')),
      maxUses: Number(fields.get('maxUses')) || null,
      approval: fields.has('approval'),
    });
  }

  return (
    <FormDialog
      onClose={onClose}
      title={t('join.make')}
      about={t('join.replaces')}
      action={t('join.make')}
      busy={make.isPending}
      onSubmit={submit}
    >
      <SelectField label={t('join.length')} name="expiresInMinutes" defaultValue={7 * DAY}>
        {lengths.map(({ name, minutes }) => (
          <option key={name} value={minutes}>
            {t(`join.lengths.${name}`)}
          </option>
        ))}
      </SelectField>
      <TextField
        label={t('join.uses')}
        hint={t('join.usesHint')}
        name="maxUses"
        type="number"
        inputMode="numeric"
        min={1}
        max={100_000}
      />
      <CheckField label={t('join.ask')} hint={t('join.askHint')} name="approval" />
      <Problem>{make.error ? sentence(make.error) : undefined}</Problem>
    </FormDialog>
  );
}
