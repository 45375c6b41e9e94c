import { useTranslation } from 'react-i18next';
import { SelectField } from '../../ui/field.tsx';

/** By which clock the times of a class are meant: the field `timeZone` of a form. */
export function TimeZoneField({ defaultValue }: { defaultValue: string }) {
  const { t } = useTranslation('classes');
  // Engines differ in which of the names of a zone they list: the one that is set stands there in any case.
  const zones = [...new Set([defaultValue, 'UTC', ...Intl.supportedValuesOf('timeZone')])].toSorted();
  return (
    <SelectField
      label={t('settings.timeZone')}
      name="timeZone"
      defaultValue={defaultValue}
      hint={t('settings.timeZoneHint')}
    >
      {zones.map((zone) => (
        <option key={zone} value={zone}>
          {zone.replaceAll('_', ' ')}
        </option>
      ))}
    </SelectField>
  );
}
