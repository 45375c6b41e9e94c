import type { MeetingTime } from '@rollcall/contracts';
import { type FormEvent, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useUser } from '../log-in/use-log-in.ts';
import { TextField } from '../ui/field.tsx';
import { useFieldProblems, useFocusOnProblem } from '../ui/field-problems.ts';
import { type FoundPerson, PersonField } from '../ui/person-field.tsx';
import { Problem } from '../ui/problem.tsx';
import { timeZone } from '../words/format.ts';
import { CourseFields } from './course-fields.tsx';
import { findTeachers } from './find-people.ts';
import { MeetingTimesField } from './meeting-times-field.tsx';
import type { MakeClass, NewClass } from './use-new-class.ts';

const NEW = 'new';

export function NewClassForm({ formId, make }: { formId: string; make: MakeClass }) {
  const { t } = useTranslation('classes');
  const { role } = useUser();
  const [course, setCourse] = useState('');
  const [teacher, setTeacher] = useState<FoundPerson | null>(null);
  const [meetingTimes, setMeetingTimes] = useState<MeetingTime[]>([]);
  const form = useFocusOnProblem(make.error);
  const problems = useFieldProblems(
    make.error,
    { className: [], code: ['course_code_taken'], name: [], term: [], teacher: ['teacher_not_found'] },
    'classes',
  );

  function submit(event: FormEvent<HTMLFormElement>) {
    event.preventDefault();
    const fields = new FormData(event.currentTarget);
    const text = (name: string) => String(fields.get(name) ?? '').trim();
    const newCourse = { code: text('code'), name: text('name'), term: text('term') };
    const chosen: NewClass['course'] = course === NEW ? newCourse : course || undefined;
    make.mutate({ className: text('className'), course: chosen, teacherId: teacher?._id, meetingTimes, timeZone });
  }

  return (
    <form id={formId} ref={form} onSubmit={submit} className="grid gap-4">
      <TextField
        label={t('new.name')}
        hint={t('new.nameHint')}
        name="className"
        maxLength={200}
        required
        error={problems.className}
      />
      <CourseFields value={course} onChange={setCourse} newValue={NEW} problems={problems} />
      {role === 'admin' && (
        <PersonField
          label={t('new.teacher')}
          name="teachers"
          find={findTeachers}
          value={teacher}
          onChange={setTeacher}
          required
          error={problems.teacher}
        />
      )}
      <MeetingTimesField value={meetingTimes} onChange={setMeetingTimes} />
      <Problem>{problems.form}</Problem>
    </form>
  );
}
