import { routes } from '@rollcall/contracts';
import { useMutation } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import type { FormEvent } from 'react';
import { useTranslation } from 'react-i18next';
import { client } from '../api/call.ts';
import { Button } from '../ui/button.tsx';
import { TextField } from '../ui/field.tsx';
import { Problem } from '../ui/problem.tsx';
import { useErrorSentence } from '../ui/states.tsx';
import { outsideLink } from './outside-link.ts';
import { OutsidePage } from './outside-page.tsx';

/** Sends a link to set a new password. Nobody is told whether there is such an account. */
export function AskForLink() {
  const { t } = useTranslation('account');
  const sentence = useErrorSentence('account');
  const ask = useMutation({
    mutationFn: (email: string) => client.call(routes.forgotPassword, { body: { email } }),
  });

  function submit(event: FormEvent<HTMLFormElement>) {
    event.preventDefault();
    ask.mutate(String(new FormData(event.currentTarget).get('email')));
  }

  const toLogIn = (
    <Link to="/app/log-in" className={outsideLink}>
      {t('signUp.logIn')}
    </Link>
  );
  if (ask.isSuccess) {
    return (
      <OutsidePage title={t('forgotten.sent')} links={toLogIn}>
        <p role="status" className="break-words">
          {t('forgotten.sentAdvice', { email: ask.variables })}
        </p>
        <Button onClick={() => ask.reset()}>{t('forgotten.again')}</Button>
      </OutsidePage>
    );
  }
  return (
    <OutsidePage title={t('forgotten.title')} about={t('forgotten.about')} links={toLogIn}>
      <form onSubmit={submit} className="grid gap-4">
        <TextField
          label={t('signUp.email')}
          name="email"
          type="email"
          autoComplete="username"
          autoCapitalize="none"
          spellCheck={false}
          maxLength={254}
          required
          autoFocus
        />
        <Problem>{ask.error ? sentence(ask.error) : undefined}</Problem>
        <Button type="submit" look="main" busy={ask.isPending}>
          {t('forgotten.submit')}
        </Button>
      </form>
    </OutsidePage>
  );
}
