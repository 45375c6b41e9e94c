import { RollcallError } from '@rollcall/client';
import { excuseAttachment, routes } from '@rollcall/contracts';
import { useMutation, useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { call } from '../api/call.ts';
import { asks, outdate } from '../api/query.ts';
import { Chips } from '../ui/chips.tsx';
import { SelectField, TextArea, TextField } from '../ui/field.tsx';
import { FormDialog } from '../ui/form-dialog.tsx';
import { Problem } from '../ui/problem.tsx';
import { useErrorSentence } from '../ui/states.tsx';
import { say } from '../ui/toast.tsx';
import { attachDocument } from './excuse-document.tsx';
import { bodyOf, categories, type ExcuseField, type ExcuseFields, fieldOf, problemsOf } from './excuse-input.ts';
import { ExcuseTimes } from './excuse-times.tsx';

interface ExcuseDialogProps {
  classId: string | undefined;
  sessionId: string | undefined;
  onClose: () => void;
}

/** Asks to be excused. A document that does not get through leaves the excuse, to which it can be added from the list. */
export function ExcuseDialog({ classId, sessionId, onClose }: ExcuseDialogProps) {
  const { t } = useTranslation(['student', 'common']);
  const sentence = useErrorSentence('student');
  const classes = useQuery(asks(routes.listClasses));
  const [fields, setFields] = useState<ExcuseFields>(() => startWith(classId, sessionId));
  const [isChecked, setIsChecked] = useState(false);
  const ask = useMutation({
    mutationFn: async () => {
      const { _id } = await call(routes.requestExcuse, { body: bodyOf(fields) });
      if (!fields.file) return undefined;
      return attachDocument(_id, fields.file).then(
        () => undefined,
        (error: unknown) => error,
      );
    },
    onSuccess: (documentError) => {
      say(documentError ? t('excuses.askedWithoutDocument', { why: sentence(documentError) }) : t('excuses.sent'));
      onClose();
    },
    onSettled: () => outdate(routes.listMyExcuses),
  });

  const problems = isChecked ? problemsOf(fields) : {};
  const refusedField = ask.error instanceof RollcallError ? fieldOf(ask.error.code, fields.about) : undefined;
  const errorOf = (field: ExcuseField) => {
    const problem = problems[field];
    if (problem) return t(`excuses.problems.${problem}`);
    return refusedField === field ? sentence(ask.error) : undefined;
  };

  function change(part: Partial<ExcuseFields>) {
    setFields((before) => ({ ...before, ...part }));
    ask.reset();
  }

  function submit() {
    setIsChecked(true);
    if (Object.keys(problemsOf(fields)).length === 0) ask.mutate();
  }

  return (
    <FormDialog
      onClose={onClose}
      title={t('excuses.ask')}
      about={t('excuses.askAbout')}
      action={t('excuses.send')}
      busy={ask.isPending}
      noValidate
      onSubmit={submit}
    >
      <SelectField
        label={t('excuses.class')}
        value={fields.classId}
        error={errorOf('classId')}
        onChange={(event) => change({ classId: event.target.value, sessionId: '' })}
      >
        <option value="">{t('excuses.choose')}</option>
        {classes.data?.items.map(({ _id, className }) => (
          <option key={_id} value={_id}>
            {className}
          </option>
        ))}
      </SelectField>
      <Chips
        label={t('excuses.for')}
        value={fields.about}
        onChange={(about) => change({ about })}
        chips={[
          { value: 'session', label: t('excuses.oneSession') },
          { value: 'days', label: t('excuses.someDays') },
        ]}
      />
      <ExcuseTimes fields={fields} errorOf={errorOf} onChange={change} />
      <SelectField
        label={t('excuses.category')}
        value={fields.category}
        onChange={(event) => change({ category: categories.find((one) => one === event.target.value) ?? 'other' })}
      >
        {categories.map((category) => (
          <option key={category} value={category}>
            {t(`excuses.categories.${category}`)}
          </option>
        ))}
      </SelectField>
      <TextArea
        label={t('excuses.reason')}
        value={fields.reason}
        maxLength={1000}
        rows={3}
        error={errorOf('reason')}
        onChange={(event) => change({ reason: event.target.value })}
      />
      <TextField
        label={t('excuses.file')}
        type="file"
        className="[&_input]:py-2"
        accept={excuseAttachment.types.join(',')}
        hint={t('excuses.fileHint')}
        error={errorOf('file')}
        onChange={(event) => {
          change({ file: event.target.files?.[0] });
          setIsChecked(true);
        }}
      />
      <Problem>{ask.error && !refusedField ? sentence(ask.error) : undefined}</Problem>
    </FormDialog>
  );
}

function startWith(classId = '', sessionId = ''): ExcuseFields {
  const isOfDays = sessionId === '' && classId !== '';
  return {
    classId,
    about: isOfDays ? 'days' : 'session',
    sessionId,
    firstDay: '',
    lastDay: '',
    category: 'illness',
    reason: '',
    file: undefined,
  };
}
