import { RollcallError } from '@rollcall/client';
import { routes } from '@rollcall/contracts';
import { useMutation } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import { type FormEvent, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { client } from '../api/call.ts';
import { accessToken, currentLogIn, forgetAccessToken } from '../log-in/access-token.ts';
import { Button, buttonClass } from '../ui/button.tsx';
import { useFieldProblems, useFocusOnProblem } from '../ui/field-problems.ts';
import { Problem } from '../ui/problem.tsx';
import { NewPasswordField } from './new-password-field.tsx';
import { OutsidePage } from './outside-page.tsx';
import { PasswordField } from './password-field.tsx';

interface SetPasswordProps {
  token: string;
  onAskAgain: () => void;
}

/** Sets a new password, once, for whoever has the token. */
export function SetPassword({ token, onAskAgain }: SetPasswordProps) {
  const { t } = useTranslation('account');
  const [isDifferent, setIsDifferent] = useState(false);
  const set = useMutation({
    mutationFn: (password: string) => client.call(routes.resetPassword, { body: { token, password } }),
    onSuccess: lookAtLogIn,
  });
  const form = useFocusOnProblem(set.error);
  const problems = useFieldProblems(set.error, { password: ['password_too_short', 'password_too_common'] }, 'account');
  const isUsedUp = set.error instanceof RollcallError && set.error.code === 'reset_token_invalid';

  function submit(event: FormEvent<HTMLFormElement>) {
    event.preventDefault();
    const { password, again } = Object.fromEntries(new FormData(event.currentTarget));
    setIsDifferent(password !== again);
    if (password === again) set.mutate(String(password));
  }

  if (set.isSuccess) {
    return (
      <OutsidePage title={t('setPassword.done')} about={<p role="status">{t('setPassword.doneAdvice')}</p>}>
        <Link to="/app/log-in" className={buttonClass({ look: 'main' })}>
          {t('logIn.title')}
        </Link>
      </OutsidePage>
    );
  }
  return (
    <OutsidePage title={t('setPassword.title')} about={t('setPassword.about')}>
      <form ref={form} onSubmit={submit} className="grid gap-4">
        <NewPasswordField
          label={t('password.new')}
          name="password"
          error={problems.password}
          refusal={set.error}
          autoFocus
        />
        <PasswordField
          label={t('password.again')}
          name="again"
          autoComplete="new-password"
          required
          error={isDifferent ? t('password.different') : undefined}
        />
        <Problem>{problems.form}</Problem>
        <Button type="submit" look="main" busy={set.isPending}>
          {t('setPassword.submit')}
        </Button>
        {isUsedUp && <Button onClick={onAskAgain}>{t('setPassword.askAgain')}</Button>}
      </form>
    </OutsidePage>
  );
}

/** All log-ins of the account have ended; perhaps that of this browser was one. */
async function lookAtLogIn(): Promise<void> {
  if (currentLogIn().state !== 'in') return;
  forgetAccessToken();
  await accessToken().catch(() => {}); // whether there is one still is known then
}
