import type { ClassView } from '@rollcall/contracts';
import { type FormEvent, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { Button } from '../../ui/button.tsx';
import { TextArea, TextField } from '../../ui/field.tsx';
import { useFieldProblems, useFocusOnProblem } from '../../ui/field-problems.ts';
import { Card } from '../../ui/page.tsx';
import { Problem } from '../../ui/problem.tsx';
import { say } from '../../ui/toast.tsx';
import { sortMeetings } from '../meeting-times.ts';
import { MeetingTimesField } from '../meeting-times-field.tsx';
import { useEditClass } from '../use-class.ts';
import { TimeZoneField } from './time-zone-field.tsx';

/** What a class is called, and when it meets. */
export function AboutCard({ shown }: { shown: ClassView }) {
  const { t } = useTranslation(['classes', 'common']);
  const [meetingTimes, setMeetingTimes] = useState(shown.meetingTimes);
  const edit = useEditClass();
  const form = useFocusOnProblem(edit.error);
  const problems = useFieldProblems(
    edit.error,
    { className: [], description: [], scheduleText: [], timeZone: [] },
    'classes',
  );

  function submit(event: FormEvent<HTMLFormElement>) {
    event.preventDefault();
    const fields = new FormData(event.currentTarget);
    const text = (name: string) => String(fields.get(name)).trim();
    edit.mutate(
      {
        className: text('className'),
        description: text('description') || null,
        scheduleText: text('scheduleText') || null,
        timeZone: text('timeZone'),
        meetingTimes: sortMeetings(meetingTimes),
      },
      {
        onSuccess: (edited) => {
          setMeetingTimes(edited.meetingTimes);
          say(t('common:state.saved'));
        },
      },
    );
  }

  return (
    <Card title={t('settings.about')}>
      <form ref={form} onSubmit={submit} className="grid gap-4 p-4 md:p-6">
        <TextField
          label={t('new.name')}
          name="className"
          defaultValue={shown.className}
          maxLength={200}
          required
          error={problems.className}
        />
        <TextArea
          label={t('settings.description')}
          hint={t('settings.optional')}
          name="description"
          defaultValue={shown.description ?? ''}
          maxLength={2_000}
          rows={3}
          error={problems.description}
        />
        <TextField
          label={t('settings.scheduleText')}
          hint={t('settings.scheduleHint')}
          name="scheduleText"
          defaultValue={shown.scheduleText ?? ''}
          maxLength={500}
          error={problems.scheduleText}
        />
        <MeetingTimesField value={meetingTimes} onChange={setMeetingTimes} />
        <TimeZoneField defaultValue={shown.timeZone} />
        <Problem>{problems.form}</Problem>
        <div>
          <Button type="submit" look="main" busy={edit.isPending}>
            {t('common:actions.save')}
          </Button>
        </div>
      </form>
    </Card>
  );
}
