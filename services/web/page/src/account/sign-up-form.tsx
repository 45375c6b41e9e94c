import { routes } from '@rollcall/contracts';
import { useMutation } from '@tanstack/react-query';
import type { FormEvent } from 'react';
import { useTranslation } from 'react-i18next';
import { client } from '../api/call.ts';
import { logIn } from '../log-in/log-in.ts';
import { Button } from '../ui/button.tsx';
import { TextField } from '../ui/field.tsx';
import { useFieldProblems, useFocusOnProblem } from '../ui/field-problems.ts';
import { Problem } from '../ui/problem.tsx';
import { NewPasswordField } from './new-password-field.tsx';
import { RoleChoice } from './role-choice.tsx';

interface NewAccount {
  name: string;
  email: string;
  password: string;
  role: 'student' | 'teacher';
}

/** Makes an account and logs in with it. */
export function SignUpForm() {
  const { t } = useTranslation('account');
  const signUp = useMutation({ mutationFn: makeAccount });
  const form = useFocusOnProblem(signUp.error);
  const problems = useFieldProblems(
    signUp.error,
    {
      name: [],
      email: ['email_taken', 'email_domain_refused'],
      password: ['password_too_short', 'password_too_common'],
    },
    'account',
  );

  function submit(event: FormEvent<HTMLFormElement>) {
    event.preventDefault();
    signUp.mutate(Object.fromEntries(new FormData(event.currentTarget)) as unknown as NewAccount);
  }

  return (
    <form ref={form} onSubmit={submit} className="grid gap-4">
      <RoleChoice />
      <TextField
        label={t('signUp.name')}
        name="name"
        autoComplete="name"
        maxLength={200}
        required
        error={problems.name}
      />
      <TextField
        label={t('signUp.email')}
        name="email"
        type="email"
        autoComplete="username"
        autoCapitalize="none"
        spellCheck={false}
        maxLength={254}
        required
        error={problems.email}
      />
      <NewPasswordField label={t('password.label')} name="password" error={problems.password} refusal={signUp.error} />
      <Problem>{problems.form}</Problem>
      <Button type="submit" look="main" busy={signUp.isPending}>
        {t('signUp.submit')}
      </Button>
    </form>
  );
}

async function makeAccount(account: NewAccount): Promise<void> {
  await client.call(routes.signUp, { body: account });
  await logIn(account.email, account.password);
}
