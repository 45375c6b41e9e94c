import { type Role, role as roles, routes } from '@rollcall/contracts';
import { useMutation } from '@tanstack/react-query';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { PasswordField } from '../account/password-field.tsx';
import { call } from '../api/call.ts';
import { outdate } from '../api/query.ts';
import { SelectField, TextField } from '../ui/field.tsx';
import { useFieldProblems, useFocusOnProblem } from '../ui/field-problems.ts';
import { FormDialog } from '../ui/form-dialog.tsx';
import { Problem } from '../ui/problem.tsx';
import { say } from '../ui/toast.tsx';
import { userFieldCodes } from './user-changes.ts';

/** One more account; without a password the person is mailed an invitation. */
export function NewUserDialog({ onClose }: { onClose: () => void }) {
  const { t } = useTranslation(['admin', 'common']);
  const [role, setRole] = useState<Role>('student');
  const create = useMutation({
    mutationFn: (
      fields: Record<'name' | 'email', string> & Partial<Record<'username' | 'studentNumber' | 'password', string>>,
    ) => call(routes.createUser, { body: { ...fields, role } }),
    onSuccess: async ({ name, hasPassword }) => {
      onClose();
      say(t(hasPassword ? 'users.created' : 'users.invitedNow', { name }));
      await outdate(routes.listUsers);
    },
  });
  const problems = useFieldProblems(create.error, userFieldCodes, 'admin');
  const form = useFocusOnProblem(create.error);

  function submit(fields: FormData) {
    const text = (name: string) => String(fields.get(name) ?? '').trim();
    const given = (['username', 'studentNumber'] as const).flatMap((name) => (text(name) ? [[name, text(name)]] : []));
    const password = String(fields.get('password') ?? '');
    create.mutate({
      name: text('name'),
      email: text('email'),
      ...Object.fromEntries(given),
      ...(password && { password }),
    });
  }

  return (
    <FormDialog
      onClose={onClose}
      title={t('users.create')}
      action={t('common:actions.add')}
      busy={create.isPending}
      formRef={form}
      onSubmit={submit}
    >
      <TextField label={t('users.form.name')} name="name" maxLength={200} required error={problems.name} />
      <TextField
        label={t('users.form.email')}
        name="email"
        type="email"
        maxLength={254}
        required
        error={problems.email}
      />
      <SelectField
        label={t('users.form.role')}
        value={role}
        hint={role === 'admin' ? t('users.form.adminAbout') : undefined}
        onChange={({ target }) => setRole(roles.options.find((one) => one === target.value) ?? 'student')}
      >
        {roles.options.map((one) => (
          <option key={one} value={one}>
            {t(`users.roleNames.${one}`)}
          </option>
        ))}
      </SelectField>
      {role === 'student' && (
        <TextField
          label={t('users.number')}
          name="studentNumber"
          maxLength={50}
          hint={t('users.form.optional')}
          error={problems.studentNumber}
        />
      )}
      <TextField
        label={t('users.form.username')}
        name="username"
        maxLength={64}
        pattern="[A-Za-z0-9]([A-Za-z0-9._\-]{1,62})[A-Za-z0-9]"
        title={t('users.form.usernameRule')}
        autoCapitalize="none"
        hint={t('users.form.optional')}
        error={problems.username}
      />
      <PasswordField
        label={t('users.form.password')}
        name="password"
        autoComplete="new-password"
        hint={t('users.form.passwordAbout')}
        error={problems.password}
      />
      <Problem>{problems.form}</Problem>
    </FormDialog>
  );
}
