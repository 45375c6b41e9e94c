import { type ManagedUser, type Role, role as roles, routes } from '@rollcall/contracts';
import { useMutation } from '@tanstack/react-query';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { call } from '../api/call.ts';
import { outdate } from '../api/query.ts';
import { useUser } from '../log-in/use-log-in.ts';
import { Button } from '../ui/button.tsx';
import { SelectField, TextField } from '../ui/field.tsx';
import { useFieldProblems, useFocusOnProblem } from '../ui/field-problems.ts';
import { Problem } from '../ui/problem.tsx';
import { useErrorSentence } from '../ui/states.tsx';
import { say } from '../ui/toast.tsx';
import { changesOf, type UserFields, userFieldCodes } from './user-changes.ts';

/** What an account says about somebody, to be changed. Another role can be taken back at once. */
export function UserForm({ user, onDone }: { user: ManagedUser; onDone: () => void }) {
  const { t } = useTranslation(['admin', 'common']);
  const sentence = useErrorSentence('admin');
  const isMe = useUser()._id === user._id;
  const [role, setRole] = useState<Role>(user.role);
  const save = useMutation({
    mutationFn: ({ reason, ...fields }: UserFields & { reason: string }) => {
      const body = { ...changesOf(user, fields), ...(reason && { reason }) };
      return call(routes.editUser, { ids: { id: user._id }, body });
    },
    onSuccess: async (saved) => {
      onDone();
      const undo = { label: t('common:actions.undo'), act: () => setRoleBack.mutate() };
      say(t('users.saved', { name: saved.name }), saved.role === user.role ? undefined : undo);
      await outdate(routes.listUsers, routes.getUser);
    },
  });
  const setRoleBack = useMutation({
    mutationFn: () => call(routes.editUser, { ids: { id: user._id }, body: { role: user.role } }),
    onError: (error) => say(sentence(error)),
    onSettled: () => outdate(routes.listUsers, routes.getUser),
  });
  const problems = useFieldProblems(save.error, userFieldCodes, 'admin');
  const form = useFocusOnProblem(save.error);

  return (
    <form
      ref={form}
      className="grid gap-4 sm:grid-cols-2"
      onSubmit={(event) => {
        event.preventDefault();
        const entries = new FormData(event.currentTarget);
        const text = (name: string) => String(entries.get(name) ?? '').trim();
        save.mutate({
          name: text('name'),
          email: text('email'),
          username: text('username'),
          studentNumber: text('studentNumber'),
          role,
          reason: text('reason'),
        });
      }}
    >
      <TextField
        label={t('users.form.name')}
        name="name"
        defaultValue={user.name}
        maxLength={200}
        required
        error={problems.name}
      />
      <TextField
        label={t('users.form.email')}
        name="email"
        type="email"
        defaultValue={user.email}
        maxLength={254}
        required
        error={problems.email}
      />
      <TextField
        label={t('users.form.username')}
        name="username"
        defaultValue={user.username ?? ''}
        maxLength={64}
        pattern="[A-Za-z0-9]([A-Za-z0-9._\-]{1,62})[A-Za-z0-9]"
        title={t('users.form.usernameRule')}
        autoCapitalize="none"
        error={problems.username}
      />
      <TextField
        label={t('users.number')}
        name="studentNumber"
        defaultValue={user.studentNumber ?? ''}
        maxLength={50}
        error={problems.studentNumber}
      />
      <SelectField
        label={t('users.form.role')}
        value={role}
        disabled={isMe}
        hint={isMe ? t('users.form.roleOwn') : role !== user.role ? t('users.form.roleChanges') : undefined}
        onChange={({ target }) => setRole(roles.options.find((one) => one === target.value) ?? user.role)}
      >
        {roles.options.map((one) => (
          <option key={one} value={one}>
            {t(`users.roleNames.${one}`)}
          </option>
        ))}
      </SelectField>
      <TextField label={t('users.form.reason')} name="reason" maxLength={500} hint={t('users.form.reasonAbout')} />
      <div className="grid gap-3 sm:col-span-2">
        <Problem>{problems.form}</Problem>
        <div>
          <Button type="submit" look="main" busy={save.isPending}>
            {t('common:actions.save')}
          </Button>
        </div>
      </div>
    </form>
  );
}
