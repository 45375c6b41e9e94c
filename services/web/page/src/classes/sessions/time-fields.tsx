import { useTranslation } from 'react-i18next';
import { TextField } from '../../ui/field.tsx';
import { dateOf, meantTimes, type TypedTimes } from './session-times.ts';

interface TimeFieldsProps {
  value: TypedTimes;
  onChange: (value: TypedTimes) => void;
  problems: { startsAt?: string; endsAt?: string };
}

/** When a session is: the day, from when, until when. It stands within a form, which is not sent for what is over. */
export function TimeFields({ value, onChange, problems }: TimeFieldsProps) {
  const { t } = useTranslation('classes');
  const { startsAt, durationMinutes } = meantTimes(value);
  const isOver = startsAt.getTime() < Date.now();
  const endHint = durationMinutes === undefined ? t('plan.noEnd') : t('plan.minutes', { count: durationMinutes });
  const set = (change: Partial<TypedTimes>) => onChange({ ...value, ...change });
  return (
    <div className="grid grid-cols-2 items-start gap-4 sm:grid-cols-3">
      <TextField
        label={t('plan.date')}
        type="date"
        required
        className="col-span-2 sm:col-span-1"
        min={dateOf(new Date())}
        value={value.date}
        onChange={(event) => set({ date: event.target.value })}
      />
      <TextField
        label={t('meetings.from')}
        type="time"
        required
        ref={(input) => input?.setCustomValidity(isOver ? t('plan.isOver') : '')}
        error={problems.startsAt ?? (isOver ? t('plan.isOver') : undefined)}
        value={value.from}
        onChange={(event) => set({ from: event.target.value })}
      />
      <TextField
        label={t('meetings.to')}
        type="time"
        hint={endHint}
        error={problems.endsAt}
        value={value.to}
        onChange={(event) => set({ to: event.target.value })}
      />
    </div>
  );
}
