import { type FormEvent, useRef, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { logIn } from '../log-in/log-in.ts';
import { Button } from '../ui/button.tsx';
import { TextField } from '../ui/field.tsx';
import { Problem } from '../ui/problem.tsx';
import { useErrorSentence } from '../ui/states.tsx';
import { PasswordField } from './password-field.tsx';

interface LogInFormProps {
  /** Somebody is logged in: `useLogIn()` knows who. */
  onDone: () => void;
  /** Whether one types at once. */
  autoFocus?: boolean;
}

/** Logs in by e-mail or username. It needs no router and no cache of questions, so that the page of a scan stays small. */
export function LogInForm({ onDone, autoFocus = false }: LogInFormProps) {
  const { t } = useTranslation(['account', 'common']);
  const sentence = useErrorSentence('account');
  const passwordField = useRef<HTMLInputElement>(null);
  const [isBusy, setIsBusy] = useState(false);
  const [problem, setProblem] = useState<string>();

  async function submit(event: FormEvent<HTMLFormElement>) {
    event.preventDefault();
    const fields = new FormData(event.currentTarget);
    setIsBusy(true);
    setProblem(undefined);
    try {
      await logIn(String(fields.get('username')), String(fields.get('password')));
      onDone();
    } catch (error) {
      setProblem(sentence(error));
      setIsBusy(false);
      passwordField.current?.focus();
      passwordField.current?.select();
    }
  }

  return (
    <form onSubmit={submit} className="grid gap-4">
      <TextField
        label={t('logIn.name')}
        name="username"
        autoComplete="username"
        autoCapitalize="none"
        autoCorrect="off"
        spellCheck={false}
        inputMode="email"
        maxLength={254}
        required
        autoFocus={autoFocus}
      />
      <PasswordField
        ref={passwordField}
        label={t('password.label')}
        name="password"
        autoComplete="current-password"
        required
      />
      <Problem>{problem}</Problem>
      <Button type="submit" look="main" busy={isBusy}>
        {t('common:actions.logIn')}
      </Button>
    </form>
  );
}
