import type { MeetingTime } from '@rollcall/contracts';
import { Plus, Trash2 } from 'lucide-react';
import { useTranslation } from 'react-i18next';
import { Button, IconButton } from '../ui/button.tsx';
import { SelectField, TextField } from '../ui/field.tsx';
import { nextMeeting, weekdayName, weekdays } from './meeting-times.ts';

const MOST = 50;

interface MeetingTimesFieldProps {
  value: readonly MeetingTime[];
  onChange: (value: MeetingTime[]) => void;
}

/** When a class meets every week. It stands within a form, which is not sent while one ends before it starts. */
export function MeetingTimesField({ value, onChange }: MeetingTimesFieldProps) {
  const { t } = useTranslation('classes');
  const replace = (at: number, change: Partial<MeetingTime>) =>
    onChange(value.map((meeting, index) => (index === at ? { ...meeting, ...change } : meeting)));
  return (
    <fieldset className="grid gap-3">
      <legend className="mb-2 text-14 font-medium">{t('meetings.title')}</legend>
      {value.map((meeting, index) => (
        <MeetingFields
          // biome-ignore lint/suspicious/noArrayIndexKey: times have no other name, and every control shows its value
          key={index}
          number={index + 1}
          meeting={meeting}
          onChange={(change) => replace(index, change)}
          onRemove={() => onChange(value.toSpliced(index, 1))}
        />
      ))}
      {value.length < MOST && (
        <div>
          <Button icon={Plus} onClick={() => onChange([...value, nextMeeting(value)])}>
            {t('meetings.add')}
          </Button>
        </div>
      )}
    </fieldset>
  );
}

interface MeetingFieldsProps {
  number: number;
  meeting: MeetingTime;
  onChange: (change: Partial<MeetingTime>) => void;
  onRemove: () => void;
}

function MeetingFields({ number, meeting, onChange, onRemove }: MeetingFieldsProps) {
  const { t } = useTranslation('classes');
  const isBackward = meeting.endsAt !== '' && meeting.endsAt <= meeting.startsAt;
  return (
    <fieldset className="grid grid-cols-2 items-start gap-2 rounded-8 border border-line p-3 sm:grid-cols-[1.2fr_1fr_1fr_1fr_44px] sm:border-0 sm:p-0">
      <legend className="sr-only">{t('meetings.nth', { number })}</legend>
      <SelectField
        label={t('meetings.weekday')}
        className="col-span-2 sm:col-span-1"
        value={meeting.weekday}
        onChange={(event) => onChange({ weekday: Number(event.target.value) })}
      >
        {weekdays.map((weekday) => (
          <option key={weekday} value={weekday}>
            {weekdayName(weekday)}
          </option>
        ))}
      </SelectField>
      <TextField
        label={t('meetings.from')}
        type="time"
        required
        value={meeting.startsAt}
        onChange={(event) => onChange({ startsAt: event.target.value })}
      />
      <TextField
        label={t('meetings.to')}
        type="time"
        required
        ref={(input) => input?.setCustomValidity(isBackward ? t('meetings.backward') : '')}
        error={isBackward ? t('meetings.backward') : undefined}
        value={meeting.endsAt}
        onChange={(event) => onChange({ endsAt: event.target.value })}
      />
      <TextField
        label={t('meetings.room')}
        maxLength={100}
        value={meeting.room ?? ''}
        onChange={(event) => onChange({ room: event.target.value || undefined })}
      />
      <IconButton
        icon={Trash2}
        label={t('meetings.remove', { number })}
        className="self-end justify-self-end sm:mt-6 sm:self-start"
        onClick={onRemove}
      />
    </fieldset>
  );
}
