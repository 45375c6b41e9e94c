import { routes } from '@rollcall/contracts';
import { useInfiniteQuery } from '@tanstack/react-query';
import { getRouteApi } from '@tanstack/react-router';
import { FileText, Plus } from 'lucide-react';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { asksPages } from '../api/query.ts';
import { Button } from '../ui/button.tsx';
import { Listed } from '../ui/listed.tsx';
import { Page } from '../ui/page.tsx';
import { Empty } from '../ui/states.tsx';
import { ExcuseDialog } from './excuse-dialog.tsx';
import { ExcuseRow } from './excuse-row.tsx';

const route = getRouteApi('/inside/shell/app/excuses');

/** The student's excuses with what was decided; a session or class in the address opens the form for it. */
export function ExcusesPage() {
  const { t } = useTranslation(['student', 'common']);
  const search = route.useSearch();
  const navigate = route.useNavigate();
  const [isAsking, setIsAsking] = useState(false);
  const isOpen = isAsking || search.session !== undefined || search.class !== undefined;

  function close() {
    setIsAsking(false);
    if (search.session || search.class) void navigate({ to: '/app/excuses', search: {}, replace: true });
  }

  return (
    <Page
      title={t('common:nav.excuses')}
      about={t('excuses.about')}
      narrow
      back={{ to: '/app/today', label: t('common:nav.today') }}
      actions={
        <Button look="main" icon={Plus} onClick={() => setIsAsking(true)}>
          {t('excuses.ask')}
        </Button>
      }
    >
      <List />
      {isOpen && <ExcuseDialog classId={search.class} sessionId={search.session} onClose={close} />}
    </Page>
  );
}

function List() {
  const { t } = useTranslation('student');
  const excuses = useInfiniteQuery(asksPages(routes.listMyExcuses, { query: {} }));
  const items = excuses.data?.pages.flatMap((page) => page.items) ?? [];
  return (
    <Listed
      query={excuses}
      isEmpty={items.length === 0}
      lines={5}
      empty={
        <Empty icon={FileText} title={t('excuses.none')}>
          {t('excuses.noneAdvice')}
        </Empty>
      }
    >
      <ul className="rounded-8 border border-line bg-card">
        {items.map((excuse) => (
          <ExcuseRow key={excuse._id} excuse={excuse} />
        ))}
      </ul>
    </Listed>
  );
}
