import type { PolicyInput } from '@rollcall/contracts';
import { useTranslation } from 'react-i18next';
import { CodeFields } from './code-fields.tsx';
import { GeofenceFields } from './geofence-fields.tsx';
import { NumberField } from './number-field.tsx';
import { effectivePolicy } from './policy.ts';
import { PolicySelect } from './policy-select.tsx';

export interface PolicyFormProps {
  /** What is said here. */
  value: PolicyInput;
  onChange: (value: PolicyInput) => void;
  /** What holds where nothing is said here: the defaults of the class; `{}` for those of Rollcall. */
  base: PolicyInput;
}

/**
 * The fields of what a session asks of a scan, each with a sentence about what is chosen. It stands within a form, which is
 * not sent while a number is missing or out of its bounds.
 */
export function PolicyForm({ value, onChange, base }: PolicyFormProps) {
  const { t } = useTranslation('classes');
  const policy = effectivePolicy(base, value);
  const set = (change: PolicyInput) => onChange({ ...value, ...change });
  return (
    <div className="grid items-start gap-x-6 gap-y-5 md:grid-cols-2">
      <NumberField
        label={t('policy.lateAfter')}
        hint={t('policy.lateAfterHint')}
        value={policy.lateAfterMinutes}
        min={0}
        max={600}
        onChange={(lateAfterMinutes) => set({ lateAfterMinutes })}
      />
      <PolicySelect
        name="result"
        values={['best', 'every']}
        value={policy.result}
        onChange={(result) => set({ result })}
      />
      <CodeFields policy={policy} set={set} />
      <PolicySelect
        name="device"
        values={['off', 'flag', 'require']}
        value={policy.device}
        onChange={(device) => set({ device })}
      />
      <GeofenceFields value={policy.geofence} onChange={(geofence) => set({ geofence })} />
    </div>
  );
}
