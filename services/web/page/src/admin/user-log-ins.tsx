import { type ManagedUser, routes } from '@rollcall/contracts';
import { useMutation } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import { Ban, CircleCheck, LogOut, Mail } from 'lucide-react';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { call } from '../api/call.ts';
import { outdate } from '../api/query.ts';
import { useUser } from '../log-in/use-log-in.ts';
import { Button } from '../ui/button.tsx';
import { ConfirmDialog } from '../ui/confirm-dialog.tsx';
import { useErrorSentence } from '../ui/states.tsx';
import { say } from '../ui/toast.tsx';
import { dayAndClock } from '../words/format.ts';

/** Whether and when somebody logs in, and what can be done about that; not about oneself. */
export function UserLogIns({ user }: { user: ManagedUser }) {
  const { t } = useTranslation('admin');
  const isMe = useUser()._id === user._id;
  return (
    <section className="grid gap-3 border-t border-line pt-4">
      <h3 className="text-16">{t('users.account.title')}</h3>
      <p className="text-quiet">
        {user.disabled && `${t('users.account.isDisabled')} `}
        {t('users.account.created', { when: dayAndClock(user.createdAt) })}{' '}
        {user.lastLogInAt
          ? t('users.account.lastLogIn', { when: dayAndClock(user.lastLogInAt) })
          : t('users.account.neverLogIn')}{' '}
        {!user.hasPassword && t('users.account.noPassword')}
      </p>
      {isMe ? <p className="text-quiet">{t('users.account.own')}</p> : <Acts user={user} />}
      <Link
        to="/app/admin/audit"
        search={{ user: user._id }}
        className="inline-flex min-h-11 items-center justify-self-start text-link underline underline-offset-4"
      >
        {t('users.account.history')}
      </Link>
    </section>
  );
}

function Acts({ user }: { user: ManagedUser }) {
  const { t } = useTranslation(['admin', 'common']);
  const sentence = useErrorSentence('admin');
  const [asked, setAsked] = useState<'end' | 'disable'>();
  const ids = { id: user._id };
  const setDisabled = async (disabled: boolean, reason?: string) => {
    await call(routes.editUser, { ids, body: { disabled, ...(reason && { reason }) } });
    await outdate(routes.listUsers, routes.getUser);
  };
  const enable = useMutation({
    mutationFn: () => setDisabled(false),
    onSuccess: () => say(t('users.account.enabled', { name: user.name })),
    onError: (error) => say(sentence(error)),
  });
  const mail = useMutation({
    mutationFn: () => call(routes.forgotPassword, { body: { email: user.email } }),
    onSuccess: () => say(t('users.account.mailed', { email: user.email })),
    onError: (error) => say(sentence(error)),
  });
  return (
    <div className="flex flex-wrap gap-3">
      {!user.disabled && (
        <>
          <Button icon={Mail} busy={mail.isPending} onClick={() => mail.mutate()}>
            {t('users.account.mailLink')}
          </Button>
          <Button icon={LogOut} onClick={() => setAsked('end')}>
            {t('users.account.end')}
          </Button>
          <Button icon={Ban} className="text-danger" onClick={() => setAsked('disable')}>
            {t('users.account.disable')}
          </Button>
        </>
      )}
      {user.disabled && (
        <Button icon={CircleCheck} busy={enable.isPending} onClick={() => enable.mutate()}>
          {t('users.account.enable')}
        </Button>
      )}
      <ConfirmDialog
        open={asked === 'end'}
        onClose={() => setAsked(undefined)}
        title={t('users.account.endTitle', { name: user.name })}
        about={t('users.account.endAbout')}
        action={t('users.account.end')}
        namespace="admin"
        run={async () => {
          const { ended } = await call(routes.endUserSessions, { ids });
          say(t('users.account.ended', { count: ended }));
        }}
      />
      <ConfirmDialog
        open={asked === 'disable'}
        onClose={() => setAsked(undefined)}
        title={t('users.account.disableTitle', { name: user.name })}
        about={t('users.account.disableAbout')}
        action={t('users.account.disable')}
        danger
        reason={{ label: t('users.form.reason'), isNeeded: false, hint: t('users.form.reasonAbout') }}
        namespace="admin"
        run={async (reason) => {
          await setDisabled(true, reason);
          say(t('users.account.disabled', { name: user.name }), {
            label: t('common:actions.undo'),
            act: () => enable.mutate(),
          });
        }}
      />
    </div>
  );
}
