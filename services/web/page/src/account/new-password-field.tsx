import { Check, Circle } from 'lucide-react';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { classes } from '../ui/classes.ts';
import { PasswordField } from './password-field.tsx';
import { lengthOf, shortestPassword } from './password-rules.ts';

interface NewPasswordFieldProps {
  label: string;
  name: string;
  /** The sentence of a refusal that was about it, and that refusal. */
  error?: string | undefined;
  refusal: unknown;
  autoFocus?: boolean;
}

/** A password that is chosen: what it has to be is ticked off while one types. */
export function NewPasswordField({ refusal, ...rest }: NewPasswordFieldProps) {
  const { t } = useTranslation('account');
  const [length, setLength] = useState(0);
  const shortest = shortestPassword(refusal);
  const isLongEnough = length >= shortest;
  const Icon = isLongEnough ? Check : Circle;
  return (
    <PasswordField
      {...rest}
      autoComplete="new-password"
      required
      minLength={shortest}
      onChange={(event) => setLength(lengthOf(event.target.value))}
      hint={
        <span className={classes('flex items-start gap-2', isLongEnough && 'text-present')}>
          <Icon aria-hidden size={14} strokeWidth={2.5} className="mt-1 shrink-0" />
          {t('password.rule', { count: shortest })}
          {isLongEnough && <span className="sr-only">{t('password.ruleKept')}</span>}
        </span>
      }
    />
  );
}
