import { useRouter } from '@tanstack/react-router';
import { LogOut } from 'lucide-react';
import { useTranslation } from 'react-i18next';
import { queryClient } from '../api/query.ts';
import { logOut } from '../log-in/log-in.ts';
import { useUser } from '../log-in/use-log-in.ts';
import { Button } from '../ui/button.tsx';
import { Page } from '../ui/page.tsx';
import { useErrorSentence } from '../ui/states.tsx';
import { say } from '../ui/toast.tsx';
import { Appearance } from './appearance.tsx';
import { DeviceCard } from './device-card.tsx';
import { LogInsCard } from './log-ins-card.tsx';
import { PasswordCard } from './password-card.tsx';
import { PreferencesCard } from './preferences-card.tsx';
import { ProfileCard } from './profile-card.tsx';

/** All about oneself. */
export function MePage() {
  const { t } = useTranslation(['account', 'common']);
  const sentence = useErrorSentence('account');
  const router = useRouter();
  const { role, name } = useUser();

  async function leave() {
    try {
      await logOut();
      queryClient.clear();
      await router.navigate({ to: '/app/log-in' });
    } catch (error) {
      say(t('logOutFailed', { why: sentence(error) }));
    }
  }

  return (
    <Page
      title={name}
      about={t(`roles.${role}`)}
      narrow
      actions={
        <Button icon={LogOut} onClick={leave}>
          {t('common:actions.logOut')}
        </Button>
      }
    >
      <div className="grid gap-6">
        {role === 'student' && <DeviceCard />}
        <Appearance />
        <PreferencesCard />
        <ProfileCard />
        <PasswordCard />
        <LogInsCard />
      </div>
    </Page>
  );
}
