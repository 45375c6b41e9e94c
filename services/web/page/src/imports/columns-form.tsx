import { useTranslation } from 'react-i18next';
import { SelectField } from '../ui/field.tsx';
import { type ColumnChoices, type Needs, withChoice } from './columns.ts';
import type { FieldName, ImportSource } from './source.ts';

interface ColumnsFormProps {
  source: ImportSource;
  titles: readonly string[];
  choices: ColumnChoices;
  /** Groups of fields that need a choice: said at their first one. */
  missing: Needs;
  isDisabled?: boolean;
  onChange: (choices: ColumnChoices) => void;
}

/** Which column of the file is what: a choice for each field. */
export function ColumnsForm({ source, titles, choices, missing, isDisabled = false, onChange }: ColumnsFormProps) {
  const { t } = useTranslation('imports');
  const unused = titles.filter((title) => !Object.values(choices).includes(title));
  function errorAt(field: FieldName): string | undefined {
    const group = missing.find(([first]) => first === field);
    if (!group) return undefined;
    return t(`columns.needs.${group.includes('studentNumber') ? 'person' : field === 'email' ? 'email' : 'name'}`);
  }
  return (
    <div className="grid gap-4">
      <div className="grid grid-cols-[repeat(auto-fill,minmax(136px,1fr))] md:grid-cols-[repeat(auto-fill,minmax(160px,1fr))] items-start gap-x-4 gap-y-3">
        {source.fields.map(({ name }) => (
          <SelectField
            key={name}
            label={t(`fields.${name}`)}
            value={choices[name] ?? ''}
            error={errorAt(name)}
            disabled={isDisabled}
            onChange={({ target }) => onChange(withChoice(choices, name, target.value || null))}
          >
            <option value="">{t('columns.none')}</option>
            {titles.map((title) => (
              <option key={title} value={title}>
                {title}
              </option>
            ))}
          </SelectField>
        ))}
      </div>
      {unused.length > 0 && (
        <p className="text-14 break-words text-quiet">{t('columns.unused', { titles: unused.join(', ') })}</p>
      )}
    </div>
  );
}
