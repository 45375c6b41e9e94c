import { routes } from '@rollcall/contracts';
import { useMutation } from '@tanstack/react-query';
import { type FormEvent, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { call } from '../api/call.ts';
import { outdate } from '../api/query.ts';
import { takeLogIn } from '../log-in/access-token.ts';
import { useUser } from '../log-in/use-log-in.ts';
import { Button } from '../ui/button.tsx';
import { useFieldProblems, useFocusOnProblem } from '../ui/field-problems.ts';
import { Card } from '../ui/page.tsx';
import { Problem } from '../ui/problem.tsx';
import { say } from '../ui/toast.tsx';
import { NewPasswordField } from './new-password-field.tsx';
import { PasswordField } from './password-field.tsx';

/** Another password: all log-ins end, this one goes on as a new one. */
export function PasswordCard() {
  const { t } = useTranslation('account');
  const { email } = useUser();
  // The form that has done its work makes room for an empty one.
  const [turn, setTurn] = useState(0);
  const change = useMutation({
    mutationFn: (body: { currentPassword: string; newPassword: string }) => call(routes.changePassword, { body }),
    onSuccess: async (loggedIn) => {
      takeLogIn(loggedIn);
      setTurn((before) => before + 1);
      say(t('password.changed'));
      await outdate(routes.listLogInSessions);
    },
  });
  const form = useFocusOnProblem(change.error);
  const problems = useFieldProblems(
    change.error,
    { currentPassword: ['wrong_password'], newPassword: ['password_too_short', 'password_too_common'] },
    'account',
  );

  function submit(event: FormEvent<HTMLFormElement>) {
    event.preventDefault();
    const fields = new FormData(event.currentTarget);
    change.mutate({
      currentPassword: String(fields.get('currentPassword')),
      newPassword: String(fields.get('newPassword')),
    });
  }

  return (
    <Card title={t('password.title')}>
      <form key={turn} ref={form} onSubmit={submit} className="grid gap-4 p-4 md:p-6">
        {/* Whose password it is, for a password manager. */}
        <input type="email" autoComplete="username" value={email} readOnly hidden />
        <PasswordField
          label={t('password.current')}
          name="currentPassword"
          autoComplete="current-password"
          required
          error={problems.currentPassword}
        />
        <NewPasswordField
          label={t('password.new')}
          name="newPassword"
          error={problems.newPassword}
          refusal={change.error}
        />
        <Problem>{problems.form}</Problem>
        <div>
          <Button type="submit" busy={change.isPending}>
            {t('password.change')}
          </Button>
        </div>
      </form>
    </Card>
  );
}
