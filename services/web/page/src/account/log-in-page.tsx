import { getRouteApi, Link } from '@tanstack/react-router';
import { useTranslation } from 'react-i18next';
import { useLogIn } from '../log-in/use-log-in.ts';
import { LogInForm } from './log-in-form.tsx';
import { outsideLink } from './outside-link.ts';
import { OutsidePage } from './outside-page.tsx';
import { useLeaveWhenIn } from './use-leave-when-in.ts';

const route = getRouteApi('/app/log-in');

/** Where one logs in, and goes on from to where one wanted to be. */
export function LogInPage() {
  const { t } = useTranslation('account');
  const { to } = route.useSearch();
  const logIn = useLogIn();
  const hasEnded = logIn.state === 'out' && logIn.hasEnded;
  useLeaveWhenIn(to);
  return (
    <OutsidePage
      title={t('logIn.title')}
      about={hasEnded ? t('logIn.hasEnded') : to && t('logIn.goesOn')}
      links={
        <>
          <Link to="/app/set-password" className={outsideLink}>
            {t('logIn.forgotten')}
          </Link>
          <Link to="/app/sign-up" search={{ to }} className={outsideLink}>
            {t('logIn.signUp')}
          </Link>
        </>
      }
    >
      <LogInForm autoFocus onDone={() => {}} />
    </OutsidePage>
  );
}
