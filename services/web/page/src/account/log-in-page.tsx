import { getRouteApi, Link } from '@tanstack/react-router';
import { useTranslation } from 'react-i18next';
import { LogInForm } from './log-in-form.tsx';
import { Outside, outsideLink } from './outside.tsx';
import { useLeaveWhenIn } from './use-leave-when-in.ts';

const route = getRouteApi('/app/log-in');

export function LogInPage() {
  const { t } = useTranslation('account');
  const { to } = route.useSearch();
  useLeaveWhenIn(to);
  return (
    <Outside
      title={t('logIn.title')}
      links={
        <>
          <Link to="/app/set-password" className={outsideLink}>
            {t('logIn.forgotten')}
          </Link>
          <Link to="/app/sign-up" className={outsideLink}>
            {t('logIn.signUp')}
          </Link>
        </>
      }
    >
      <LogInForm autoFocus onDone={() => {}} />
    </Outside>
  );
}
