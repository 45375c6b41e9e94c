import { getRouteApi } from '@tanstack/react-router';
import { useTranslation } from 'react-i18next';
import { useGo } from '../imports/use-go.ts';
import { userSource } from '../imports/user-source.ts';
import { ImportWizard } from '../imports/wizard.tsx';
import { Page } from '../ui/page.tsx';

const page = getRouteApi('/inside/shell/app/admin/users/import');

/** A file of people becomes their accounts. */
export function UserImportPage() {
  const { t } = useTranslation(['imports', 'common']);
  const place = page.useSearch();
  const go = useGo();
  return (
    <Page
      title={t('users.title')}
      about={t('users.about')}
      back={{ to: '/app/admin/users', label: t('common:nav.users') }}
    >
      <ImportWizard source={userSource} place={place} go={go} />
    </Page>
  );
}
