import { useTranslation } from 'react-i18next';
import { SelectField } from '../ui/field.tsx';

interface Choices {
  result: 'best' | 'every';
  mode: 'rotating' | 'single-use';
  typedCode: 'off' | 'flag' | 'allow';
  device: 'off' | 'flag' | 'require';
  place: 'off' | 'flag' | 'require';
}

interface PolicySelectProps<Name extends keyof Choices> {
  name: Name;
  values: readonly Choices[Name][];
  value: Choices[Name];
  onChange: (value: Choices[Name]) => void;
}

/** One of a few ways, with a sentence about the one that is chosen. */
export function PolicySelect<Name extends keyof Choices>({ name, values, value, onChange }: PolicySelectProps<Name>) {
  const { t } = useTranslation('classes');
  const words = (part: 'names' | 'hints', one: string) =>
    t(`policy.${name}.${part}.${one}` as 'policy.mode.names.rotating');
  return (
    <SelectField
      label={t(`policy.${name}.label` as 'policy.mode.label')}
      hint={words('hints', value)}
      value={value}
      onChange={(event) => onChange(event.target.value as Choices[Name])}
    >
      {values.map((one) => (
        <option key={one} value={one}>
          {words('names', one)}
        </option>
      ))}
    </SelectField>
  );
}
