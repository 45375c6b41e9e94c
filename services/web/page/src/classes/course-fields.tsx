import { routes } from '@rollcall/contracts';
import { useQuery } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import { asksAll } from '../api/query.ts';
import { useUser } from '../log-in/use-log-in.ts';
import { SelectField, TextField } from '../ui/field.tsx';

interface CourseFieldsProps {
  /** The id of a course, `newValue`, or empty for none. */
  value: string;
  onChange: (value: string) => void;
  newValue: string;
  problems: { code?: string; name?: string; term?: string };
}

/** Which course a class is of; one that is not there yet is described in the same place. */
export function CourseFields({ value, onChange, newValue, problems }: CourseFieldsProps) {
  const { t } = useTranslation('classes');
  const { role } = useUser();
  const { data: courses = [] } = useQuery(asksAll(routes.listCourses, { query: { limit: 200 } }));
  return (
    <>
      <SelectField
        label={t('new.course')}
        value={value}
        // A class that stands alone is its teacher's.
        required={role === 'admin'}
        onChange={(event) => onChange(event.target.value)}
      >
        <option value="">{role === 'admin' ? t('new.choose') : t('new.alone')}</option>
        <option value={newValue}>{t('new.newCourse')}</option>
        {courses.map(({ _id, code, name, term }) => (
          <option key={_id} value={_id}>
            {code} {name} · {term}
          </option>
        ))}
      </SelectField>
      {value === newValue && (
        <fieldset className="grid gap-4 rounded-8 border border-line p-4 sm:grid-cols-[1fr_2fr_1fr]">
          <legend className="px-1 text-14 font-medium">{t('new.newCourse')}</legend>
          <TextField
            label={t('course.code')}
            name="code"
            placeholder="CS 101"
            maxLength={30}
            required
            error={problems.code}
          />
          <TextField label={t('course.name')} name="name" maxLength={200} required error={problems.name} />
          <TextField
            label={t('course.term')}
            name="term"
            placeholder={t('course.termExample')}
            maxLength={50}
            required
            error={problems.term}
          />
        </fieldset>
      )}
    </>
  );
}
