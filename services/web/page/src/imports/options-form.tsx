import { useTranslation } from 'react-i18next';
import { CheckField, SelectField } from '../ui/field.tsx';
import { Card } from '../ui/page.tsx';
import type { ImportOptions, ImportSource } from './source.ts';

interface OptionsFormProps {
  source: ImportSource;
  options: ImportOptions;
  onChange: (options: ImportOptions) => void;
}

/** What is to be done with the rows, each choice with what it means. */
export function OptionsForm({ source, options, onChange }: OptionsFormProps) {
  const { t } = useTranslation('imports');
  const asks = new Set(source.options);
  const checks = (['move', 'createMissing', 'invite'] as const).filter((name) => asks.has(name));
  // Nobody new is there to be invited.
  const isIdle = (name: keyof ImportOptions) =>
    name === 'invite' && asks.has('createMissing') && !options.createMissing;
  return (
    <Card title={t('options.title')}>
      <fieldset className="grid gap-3 p-4 md:px-6">
        <legend className="sr-only">{t('options.title')}</legend>
        {asks.has('role') && (
          <SelectField
            className="max-w-[320px]"
            label={t('options.role')}
            hint={t('options.roleAbout')}
            value={options.role}
            onChange={({ target }) =>
              onChange({ ...options, role: target.value === 'teacher' ? 'teacher' : 'student' })
            }
          >
            <option value="student">{t('options.roles.student')}</option>
            <option value="teacher">{t('options.roles.teacher')}</option>
          </SelectField>
        )}
        {checks.map((name) => (
          <CheckField
            key={name}
            label={t(`options.${name}`)}
            hint={t(`options.${name}About`)}
            checked={options[name] && !isIdle(name)}
            disabled={isIdle(name)}
            onChange={({ target }) => onChange({ ...options, [name]: target.checked })}
          />
        ))}
      </fieldset>
    </Card>
  );
}
