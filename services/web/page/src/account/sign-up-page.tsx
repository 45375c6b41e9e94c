import { getRouteApi, Link } from '@tanstack/react-router';
import { useTranslation } from 'react-i18next';
import { outsideLink } from './outside-link.ts';
import { OutsidePage } from './outside-page.tsx';
import { SignUpForm } from './sign-up-form.tsx';
import { useLeaveWhenIn } from './use-leave-when-in.ts';

const route = getRouteApi('/app/sign-up');

export function SignUpPage() {
  const { t } = useTranslation('account');
  const { to } = route.useSearch();
  useLeaveWhenIn(to);
  return (
    <OutsidePage
      title={t('signUp.title')}
      links={
        <Link to="/app/log-in" search={{ to }} className={outsideLink}>
          {t('signUp.logIn')}
        </Link>
      }
    >
      <SignUpForm />
    </OutsidePage>
  );
}
