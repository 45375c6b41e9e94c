import { type ManagedUser, routes } from '@rollcall/contracts';
import { useQuery } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import { asks } from '../api/query.ts';
import { Dialog } from '../ui/dialog.tsx';
import { ErrorWords, Skeleton } from '../ui/states.tsx';
import { UserForm } from './user-form.tsx';
import { UserLogIns } from './user-log-ins.tsx';

/** One account: what it says, and what can be done about it. */
export function UserDialog({ id, onClose }: { id: string; onClose: () => void }) {
  const { t } = useTranslation(['admin', 'common']);
  const { data: user, error } = useQuery(asks(routes.getUser, { ids: { id } }));
  return (
    <Dialog
      open
      onClose={onClose}
      wide
      title={user?.name ?? t('common:nav.users')}
      about={user && <About user={user} />}
    >
      {error && !user && <ErrorWords error={error} namespace="admin" />}
      {!error && !user && <Skeleton lines={6} />}
      {user && (
        <>
          <UserForm key={JSON.stringify(user)} user={user} onDone={onClose} />
          <UserLogIns user={user} />
        </>
      )}
    </Dialog>
  );
}

function About({ user: { role, disabled } }: { user: ManagedUser }) {
  const { t } = useTranslation('admin');
  return (
    <>
      {t(`users.roleNames.${role}`)}
      {disabled && <span className="text-absent"> · {t('users.disabled')}</span>}
    </>
  );
}
