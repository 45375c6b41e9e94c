import { RollcallError } from '@rollcall/client';
import { routes } from '@rollcall/contracts';
import { useMutation } from '@tanstack/react-query';
import { type FormEvent, useRef } from 'react';
import { useTranslation } from 'react-i18next';
import { call } from '../api/call.ts';
import { outdate } from '../api/query.ts';
import { takeLogIn } from '../log-in/access-token.ts';
import { Button } from '../ui/button.tsx';
import { Card } from '../ui/page.tsx';
import { useErrorSentence } from '../ui/states.tsx';
import { say } from '../ui/toast.tsx';
import { PasswordField } from './password-field.tsx';

/** Another password: all log-ins end, this one goes on as a new one. */
export function PasswordCard() {
  const { t } = useTranslation('account');
  const sentence = useErrorSentence('account');
  const form = useRef<HTMLFormElement>(null);
  const change = useMutation({
    mutationFn: (body: { currentPassword: string; newPassword: string }) => call(routes.changePassword, { body }),
    onSuccess: async (loggedIn) => {
      takeLogIn(loggedIn);
      form.current?.reset();
      say(t('password.changed'));
      await outdate(routes.listLogInSessions);
    },
  });
  const isAboutCurrent = change.error instanceof RollcallError && change.error.code === 'wrong_password';
  const problem = change.error ? sentence(change.error) : undefined;

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
      <form ref={form} onSubmit={submit} className="grid gap-4 p-4 md:p-6">
        <PasswordField
          label={t('password.current')}
          name="currentPassword"
          autoComplete="current-password"
          required
          error={isAboutCurrent ? problem : undefined}
        />
        <PasswordField
          label={t('password.new')}
          name="newPassword"
          autoComplete="new-password"
          minLength={6}
          required
          hint={t('password.rule')}
          error={isAboutCurrent ? undefined : problem}
        />
        <div>
          <Button type="submit" busy={change.isPending}>
            {t('password.change')}
          </Button>
        </div>
      </form>
    </Card>
  );
}
