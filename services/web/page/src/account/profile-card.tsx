import { type Profile, routes } from '@rollcall/contracts';
import { useMutation, useQuery } from '@tanstack/react-query';
import { type FormEvent, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { call } from '../api/call.ts';
import { asks, queryClient } from '../api/query.ts';
import { accessToken, forgetAccessToken } from '../log-in/access-token.ts';
import { Button } from '../ui/button.tsx';
import { TextField } from '../ui/field.tsx';
import { type FieldCodes, useFieldProblems, useFocusOnProblem } from '../ui/field-problems.ts';
import { Loaded } from '../ui/loaded.tsx';
import { Card } from '../ui/page.tsx';
import { Problem } from '../ui/problem.tsx';
import { say } from '../ui/toast.tsx';
import { PasswordField } from './password-field.tsx';

/** Which refusals are about which field. */
const codes: FieldCodes<'name' | 'email' | 'username' | 'currentPassword'> = {
  name: [],
  email: ['email_taken', 'email_domain_refused'],
  username: ['username_taken'],
  currentPassword: ['wrong_password'],
};
export function ProfileCard() {
  const { t } = useTranslation('account');
  const query = useQuery(asks(routes.me));
  return (
    <Card title={t('profile.title')}>
      <div className="p-4 md:p-6">
        <Loaded query={query}>{(profile) => <ProfileForm key={profile.email} profile={profile} />}</Loaded>
      </div>
    </Card>
  );
}

function ProfileForm({ profile }: { profile: Profile }) {
  const { t } = useTranslation(['account', 'common']);
  const [email, setEmail] = useState(profile.email);
  const edit = useMutation({
    mutationFn: (body: Parameters<typeof changesOf>[1]) => call(routes.editMe, { body: changesOf(profile, body) }),
    onSuccess: async (edited) => {
      queryClient.setQueryData(asks(routes.me).queryKey, edited);
      // The shell shows the name of the log-in.
      forgetAccessToken();
      await accessToken();
      say(t('common:state.saved'));
    },
  });
  const problems = useFieldProblems(edit.error, codes, 'account');
  const form = useFocusOnProblem(edit.error);

  function submit(event: FormEvent<HTMLFormElement>) {
    event.preventDefault();
    const fields = new FormData(event.currentTarget);
    const text = (name: string) => String(fields.get(name) ?? '').trim();
    edit.mutate({
      name: text('name'),
      email: text('email'),
      username: text('username'),
      currentPassword: String(fields.get('currentPassword') ?? ''),
    });
  }

  return (
    <form ref={form} onSubmit={submit} className="grid gap-4">
      <TextField
        label={t('signUp.name')}
        name="name"
        defaultValue={profile.name}
        maxLength={200}
        required
        error={problems.name}
      />
      <TextField
        label={t('signUp.email')}
        name="email"
        type="email"
        value={email}
        onChange={(event) => setEmail(event.target.value)}
        maxLength={254}
        required
        error={problems.email}
      />
      {email.trim() !== profile.email && (
        <PasswordField
          label={t('password.current')}
          name="currentPassword"
          autoComplete="current-password"
          required
          hint={t('profile.needsPassword')}
          error={problems.currentPassword}
        />
      )}
      <TextField
        label={t('profile.username')}
        name="username"
        defaultValue={profile.username ?? ''}
        pattern="[A-Za-z0-9]([A-Za-z0-9._\-]{1,62})[A-Za-z0-9]"
        hint={t('profile.usernameRule')}
        error={problems.username}
      />
      {profile.studentNumber && <p className="text-quiet">{t('profile.number', { number: profile.studentNumber })}</p>}
      <Problem>{problems.form}</Problem>
      <div>
        <Button type="submit" busy={edit.isPending}>
          {t('common:actions.save')}
        </Button>
      </div>
    </form>
  );
}

function changesOf(
  profile: Profile,
  {
    name,
    email,
    username,
    currentPassword,
  }: { name: string; email: string; username: string; currentPassword: string },
) {
  return {
    ...(name !== profile.name && { name }),
    ...(email !== profile.email && { email, currentPassword }),
    ...(username !== (profile.username ?? '') && { username: username === '' ? null : username }),
  };
}
