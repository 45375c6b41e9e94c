import type { ClassView, PolicyInput } from '@rollcall/contracts';
import { type SyntheticEvent, useId, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { Button } from '../ui/button.tsx';
import { Dialog } from '../ui/dialog.tsx';
import { SelectField, TextField } from '../ui/field.tsx';
import { ErrorWords } from '../ui/states.tsx';
import { readOptions } from './start-options.ts';
import type { Start } from './use-start.ts';

interface StartDialogProps {
  of: Pick<ClassView, '_id' | 'className'> & { sessionDefaults: PolicyInput | null };
  room: string | null;
  isBusy: boolean;
  error: Error | null;
  onStart: (start: Start) => void;
  onClose: () => void;
}

/** What is to be different this time. What is left empty is as the class wants it. */
export function StartDialog({ of, room, isBusy, error, onStart, onClose }: StartDialogProps) {
  const { t } = useTranslation('teacher');
  const formId = useId();
  const defaults = of.sessionDefaults ?? {};
  const [mode, setMode] = useState<string>(defaults.mode ?? 'rotating');
  const submit = (event: SyntheticEvent<HTMLFormElement>) => {
    event.preventDefault();
    onStart({ classId: of._id, ...readOptions(new FormData(event.currentTarget)) });
  };
  return (
    <Dialog
      open
      onClose={onClose}
      title={t('startTitle', { className: of.className })}
      about={t('startAbout')}
      actions={
        <Button type="submit" form={formId} look="main" busy={isBusy}>
          {t('start')}
        </Button>
      }
    >
      <form id={formId} onSubmit={submit} className="grid gap-4 sm:grid-cols-2">
        <TextField name="room" label={t('room')} defaultValue={room ?? ''} maxLength={100} className="sm:col-span-2" />
        <TextField
          name="durationMinutes"
          type="number"
          inputMode="numeric"
          min={1}
          max={1440}
          label={t('duration')}
          hint={t('durationHint')}
        />
        <TextField
          name="lateAfterMinutes"
          type="number"
          inputMode="numeric"
          min={0}
          max={600}
          label={t('lateAfter')}
          placeholder={String(defaults.lateAfterMinutes ?? '')}
          hint={t('lateAfterHint')}
        />
        <SelectField name="mode" label={t('mode')} value={mode} onChange={({ target }) => setMode(target.value)}>
          <option value="rotating">{t('modes.rotating')}</option>
          <option value="single-use">{t('modes.single-use')}</option>
        </SelectField>
        {mode === 'single-use' && (
          <SelectField name="slots" label={t('slots')} defaultValue={String(defaults.slots ?? 4)}>
            {[1, 2, 3, 4, 5, 6, 7, 8, 9].map((count) => (
              <option key={count}>{count}</option>
            ))}
          </SelectField>
        )}
        <p className="text-14 text-quiet sm:col-span-2">
          {t(`modeAbout.${mode === 'single-use' ? mode : 'rotating'}`)}
        </p>
      </form>
      {error && <ErrorWords error={error} />}
    </Dialog>
  );
}
