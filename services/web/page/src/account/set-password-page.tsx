import { RollcallError } from '@rollcall/client';
import { routes } from '@rollcall/contracts';
import { useMutation } from '@tanstack/react-query';
import { Link, useLocation } from '@tanstack/react-router';
import { type FormEvent, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { client } from '../api/call.ts';
import { Button, buttonClass } from '../ui/button.tsx';
import { TextField } from '../ui/field.tsx';
import { useErrorSentence } from '../ui/states.tsx';
import { Outside, outsideLink } from './outside.tsx';
import { PasswordField } from './password-field.tsx';

/** With the token of a mailed link (`#…`, which is never sent with an address) a password is set; without, a link is asked for. */
export function SetPasswordPage() {
  const token = useLocation({ select: ({ hash }) => hash });
  // A used link is taken out of the address while what came of it is still shown.
  const [first] = useState(token);
  return first ? <SetPassword token={first} /> : <AskForLink />;
}

function SetPassword({ token }: { token: string }) {
  const { t } = useTranslation('account');
  const sentence = useErrorSentence('account');
  const reset = useMutation({
    mutationFn: (password: string) => client.call(routes.resetPassword, { body: { token, password } }),
    onSuccess: () => history.replaceState(history.state, '', location.pathname),
  });

  function submit(event: FormEvent<HTMLFormElement>) {
    event.preventDefault();
    reset.mutate(String(new FormData(event.currentTarget).get('password')));
  }

  if (reset.isSuccess) {
    return (
      <Outside title={t('setPassword.done')} about={t('setPassword.doneAbout')}>
        <Link to="/app/log-in" className={buttonClass({ look: 'main' })}>
          {t('logIn.title')}
        </Link>
      </Outside>
    );
  }
  const isUsedUp = reset.error instanceof RollcallError && reset.error.code === 'reset_token_invalid';
  return (
    <Outside
      title={t('setPassword.title')}
      links={
        isUsedUp && (
          <a href="/app/set-password" className={outsideLink}>
            {t('setPassword.another')}
          </a>
        )
      }
    >
      <form onSubmit={submit} className="grid gap-4">
        <PasswordField
          label={t('password.new')}
          name="password"
          autoComplete="new-password"
          minLength={6}
          required
          autoFocus
          hint={t('password.rule')}
          error={reset.error ? sentence(reset.error) : undefined}
        />
        <Button type="submit" look="main" busy={reset.isPending}>
          {t('setPassword.submit')}
        </Button>
      </form>
    </Outside>
  );
}

function AskForLink() {
  const { t } = useTranslation('account');
  const sentence = useErrorSentence('account');
  const ask = useMutation({
    mutationFn: (email: string) => client.call(routes.forgotPassword, { body: { email } }),
  });

  function submit(event: FormEvent<HTMLFormElement>) {
    event.preventDefault();
    ask.mutate(String(new FormData(event.currentTarget).get('email')).trim());
  }

  const toLogIn = (
    <Link to="/app/log-in" className={outsideLink}>
      {t('signUp.logIn')}
    </Link>
  );
  if (ask.isSuccess) {
    return (
      <Outside title={t('forgotten.sent')} links={toLogIn}>
        <p role="status">{t('forgotten.sentAbout', { email: ask.variables })}</p>
      </Outside>
    );
  }
  return (
    <Outside title={t('forgotten.title')} about={t('forgotten.about')} links={toLogIn}>
      <form onSubmit={submit} className="grid gap-4">
        <TextField
          label={t('signUp.email')}
          name="email"
          type="email"
          autoComplete="username"
          maxLength={254}
          required
          autoFocus
          error={ask.error ? sentence(ask.error) : undefined}
        />
        <Button type="submit" look="main" busy={ask.isPending}>
          {t('forgotten.submit')}
        </Button>
      </form>
    </Outside>
  );
}
