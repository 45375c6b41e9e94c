import { routes } from '@rollcall/contracts';
import { useMutation } from '@tanstack/react-query';
import { type FormEvent, useId } from 'react';
import { useTranslation } from 'react-i18next';
import { call } from '../../api/call.ts';
import { outdate } from '../../api/query.ts';
import { Button } from '../../ui/button.tsx';
import { Dialog } from '../../ui/dialog.tsx';
import { CheckField, SelectField, TextField } from '../../ui/field.tsx';
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
  const formId = useId();
  const make = useMutation({
    mutationFn: (body: { expiresInMinutes: number; maxUses: number | null; approval: boolean }) =>
      call(routes.makeJoinCode, { ids: { id: classId }, body }),
    onSuccess: async () => {
      await outdate(routes.getJoinCode);
      onClose();
    },
  });

  function submit(event: FormEvent<HTMLFormElement>) {
    event.preventDefault();
    const fields = new FormData(event.currentTarget);
    make.mutate({
      expiresInMinutes: Number(fields.get('expiresInMinutes')),
      maxUses: Number(fields.get('maxUses')) || null,
      approval: fields.has('approval'),
    });
  }

  return (
    <Dialog
      open
      onClose={onClose}
      title={t('join.make')}
      about={t('join.replaces')}
      actions={
        <>
          <Button onClick={onClose}>{t('common:actions.cancel')}</Button>
          <Button type="submit" form={formId} look="main" busy={make.isPending}>
            {t('join.make')}
          </Button>
        </>
      }
    >
      <form id={formId} onSubmit={submit} className="grid gap-4">
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
      </form>
    </Dialog>
  );
}
