import { RollcallError } from '@rollcall/client';
import { routes } from '@rollcall/contracts';
import { useMutation } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import type { FormEvent } from 'react';
import { useTranslation } from 'react-i18next';
import { client } from '../api/call.ts';
import { logIn } from '../log-in/log-in.ts';
import { Button } from '../ui/button.tsx';
import { SelectField, TextField } from '../ui/field.tsx';
import { useErrorSentence } from '../ui/states.tsx';
import { Outside, outsideLink } from './outside.tsx';
import { PasswordField } from './password-field.tsx';
import { useLeaveWhenIn } from './use-leave-when-in.ts';

/** Which field an error is about; all others are said above the button. */
const fieldOfError: Record<string, 'email' | 'password'> = {
  email_taken: 'email',
  email_domain_refused: 'email',
  password_too_short: 'password',
  password_too_common: 'password',
};

export function SignUpPage() {
  const { t } = useTranslation('account');
  const sentence = useErrorSentence('account');
  useLeaveWhenIn();
  const signUp = useMutation({
    mutationFn: async (account: { name: string; email: string; password: string; role: 'student' | 'teacher' }) => {
      await client.call(routes.signUp, { body: account });
      await logIn(account.email, account.password);
    },
  });
  const field = signUp.error instanceof RollcallError ? fieldOfError[signUp.error.code] : undefined;
  const problem = signUp.error ? sentence(signUp.error) : undefined;

  function submit(event: FormEvent<HTMLFormElement>) {
    event.preventDefault();
    const fields = new FormData(event.currentTarget);
    const text = (name: string) => String(fields.get(name)).trim();
    const role = text('role') === 'teacher' ? 'teacher' : 'student';
    signUp.mutate({ name: text('name'), email: text('email'), password: String(fields.get('password')), role });
  }

  return (
    <Outside
      title={t('signUp.title')}
      links={
        <Link to="/app/log-in" className={outsideLink}>
          {t('signUp.logIn')}
        </Link>
      }
    >
      <form onSubmit={submit} className="grid gap-4">
        <TextField label={t('signUp.name')} name="name" autoComplete="name" maxLength={200} required autoFocus />
        <TextField
          label={t('signUp.email')}
          name="email"
          type="email"
          autoComplete="username"
          maxLength={254}
          required
          error={field === 'email' ? problem : undefined}
        />
        <PasswordField
          label={t('password.label')}
          name="password"
          autoComplete="new-password"
          minLength={6}
          required
          hint={t('password.rule')}
          error={field === 'password' ? problem : undefined}
        />
        <SelectField label={t('signUp.role')} name="role" defaultValue="student">
          <option value="student">{t('roles.student')}</option>
          <option value="teacher">{t('roles.teacher')}</option>
        </SelectField>
        <p role="alert" className="text-danger empty:hidden">
          {field === undefined && problem}
        </p>
        <Button type="submit" look="main" busy={signUp.isPending}>
          {t('signUp.submit')}
        </Button>
      </form>
    </Outside>
  );
}
