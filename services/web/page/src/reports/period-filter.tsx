import { useTranslation } from 'react-i18next';
import { SelectField, TextField } from '../ui/field.tsx';
import { type PeriodSearch, periods } from './period.ts';

interface PeriodFilterProps {
  value: PeriodSearch;
  onChange: (value: PeriodSearch) => void;
}

const none: PeriodSearch = { period: undefined, from: undefined, to: undefined };

/** Which time is looked at. */
export function PeriodFilter({ value, onChange }: PeriodFilterProps) {
  const { t } = useTranslation('reports');
  const isOwn = value.from !== undefined || value.to !== undefined;
  const choose = (chosen: string) => {
    const period = periods.find((one) => one === chosen);
    if (period) onChange({ ...none, period });
    else onChange(chosen === 'own' ? { ...none, from: isoDay(-27), to: isoDay(0) } : none);
  };
  return (
    <div className="flex flex-wrap items-end gap-3 print:hidden">
      <SelectField
        label={t('period.label')}
        value={isOwn ? 'own' : (value.period ?? 'all')}
        onChange={({ target }) => choose(target.value)}
      >
        {(['all', ...periods, 'own'] as const).map((one) => (
          <option key={one} value={one}>
            {t(`period.${one}`)}
          </option>
        ))}
      </SelectField>
      {isOwn && (
        <div className="flex gap-3">
          {(['from', 'to'] as const).map((end) => (
            <TextField
              key={end}
              type="date"
              label={t(`period.${end}`)}
              value={value[end] ?? ''}
              onChange={({ target }) => onChange({ ...value, period: undefined, [end]: target.value || undefined })}
            />
          ))}
        </div>
      )}
    </div>
  );
}

/** A day near today, in the device's time zone. */
function isoDay(later: number): string {
  const at = new Date();
  at.setDate(at.getDate() + later);
  return [at.getFullYear(), at.getMonth() + 1, at.getDate()].map((part) => String(part).padStart(2, '0')).join('-');
}
