import { routes } from '@rollcall/contracts';
import { useQuery } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import { asks } from '../api/query.ts';
import { SelectField, TextField } from '../ui/field.tsx';
import { dayAndClock } from '../words/format.ts';
import type { ExcuseField, ExcuseFields } from './excuse-input.ts';

interface ExcuseTimesProps {
  fields: ExcuseFields;
  errorOf: (field: ExcuseField) => string | undefined;
  onChange: (part: Partial<ExcuseFields>) => void;
}

/** One session of the class, or the days from one to another. */
export function ExcuseTimes({ fields, errorOf, onChange }: ExcuseTimesProps) {
  const { t } = useTranslation('student');
  if (fields.about === 'session') return <SessionField {...{ fields, errorOf, onChange }} />;
  return (
    <div className="grid grid-cols-2 gap-4">
      <TextField
        label={t('excuses.firstDay')}
        type="date"
        value={fields.firstDay}
        error={errorOf('firstDay')}
        onChange={({ target: { value: firstDay } }) =>
          onChange({ firstDay, ...(fields.lastDay === '' && { lastDay: firstDay }) })
        }
      />
      <TextField
        label={t('excuses.lastDay')}
        type="date"
        value={fields.lastDay}
        error={errorOf('lastDay')}
        onChange={(event) => onChange({ lastDay: event.target.value })}
      />
    </div>
  );
}

function SessionField({ fields: { classId, sessionId }, errorOf, onChange }: ExcuseTimesProps) {
  const { t } = useTranslation(['student', 'common']);
  const past = useQuery({
    ...asks(routes.myHistory, { query: { classId, limit: 200 } }),
    enabled: classId !== '',
  });
  const known = past.data?.items ?? [];
  const isUnknown = sessionId !== '' && !known.some((one) => one.sessionId === sessionId);
  return (
    <SelectField
      label={t('excuses.session')}
      value={sessionId}
      error={errorOf('sessionId')}
      hint={past.data && known.length === 0 ? t('excuses.noSessions') : undefined}
      disabled={classId === ''}
      onChange={(event) => onChange({ sessionId: event.target.value })}
    >
      <option value="">{t('excuses.choose')}</option>
      {isUnknown && <option value={sessionId}>{t('excuses.oneSession')}</option>}
      {known.map((one) => (
        <option key={one.sessionId} value={one.sessionId}>
          {dayAndClock(one.beginsAt)}
          {one.status && `, ${t(`common:status.${one.status}`)}`}
        </option>
      ))}
    </SelectField>
  );
}
