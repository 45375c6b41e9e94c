import type { PolicyInput } from '@rollcall/contracts';
import { useTranslation } from 'react-i18next';
import { NumberField } from './number-field.tsx';
import type { UsualPolicy } from './policy.ts';
import { PolicySelect } from './policy-select.tsx';

interface CodeFieldsProps {
  policy: UsualPolicy;
  set: (change: PolicyInput) => void;
}

/** The code on the wall, and the one that is typed. */
export function CodeFields({ policy, set }: CodeFieldsProps) {
  const { t } = useTranslation('classes');
  return (
    <>
      <PolicySelect
        name="mode"
        values={['rotating', 'single-use']}
        value={policy.mode}
        onChange={(mode) => set({ mode })}
      />
      {policy.mode === 'single-use' && (
        <NumberField
          label={t('policy.slots')}
          hint={t('policy.slotsHint')}
          value={policy.slots}
          min={1}
          max={9}
          onChange={(slots) => set({ slots })}
        />
      )}
      <PolicySelect
        name="typedCode"
        values={['off', 'flag', 'allow']}
        value={policy.typedCode}
        onChange={(typedCode) => set({ typedCode })}
      />
      <NumberField<undefined>
        label={t('policy.rotation')}
        hint={t('policy.rotationHint')}
        placeholder={t('policy.asUsual')}
        value={policy.rotationSeconds}
        min={5}
        max={120}
        isOptional
        onChange={(rotationSeconds) => set({ rotationSeconds })}
      />
      <NumberField<undefined>
        label={t('policy.grace')}
        hint={t('policy.graceHint')}
        placeholder={t('policy.asUsual')}
        value={policy.graceSeconds}
        min={0}
        max={60}
        isOptional
        onChange={(graceSeconds) => set({ graceSeconds })}
      />
    </>
  );
}
