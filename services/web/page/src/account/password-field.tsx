import { Eye, EyeOff } from 'lucide-react';
import { type ComponentProps, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { IconButton } from '../ui/button.tsx';
import { classes } from '../ui/classes.ts';
import { control, type FieldProps, Frame } from '../ui/field.tsx';

type PasswordFieldProps = FieldProps &
  Omit<ComponentProps<'input'>, 'id' | 'type' | 'autoComplete'> & {
    /** What a password manager is to do: fill in the one it knows, or offer one. */
    autoComplete: 'current-password' | 'new-password';
  };

/** A password, which can be looked at before it is sent. */
export function PasswordField({ label, error, hint, className, ...rest }: PasswordFieldProps) {
  const { t } = useTranslation('account');
  const [isShown, setIsShown] = useState(false);
  return (
    <Frame {...{ label, error, hint, className }}>
      {(wiring) => (
        <div className="relative">
          <input
            type={isShown ? 'text' : 'password'}
            autoCapitalize="none"
            autoCorrect="off"
            spellCheck={false}
            maxLength={20_000}
            className={classes(control, 'pr-12')}
            {...rest}
            {...wiring}
          />
          <IconButton
            icon={isShown ? EyeOff : Eye}
            label={isShown ? t('password.hide') : t('password.show')}
            className="absolute inset-y-0 right-0"
            onClick={() => setIsShown(!isShown)}
          />
        </div>
      )}
    </Frame>
  );
}
