import { routes } from '@rollcall/contracts';
import { useQuery } from '@tanstack/react-query';
import { getRouteApi } from '@tanstack/react-router';
import { Archive, GraduationCap, Plus, SearchX } from 'lucide-react';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { asksAll } from '../api/query.ts';
import { Button } from '../ui/button.tsx';
import { CheckField } from '../ui/field.tsx';
import { Loaded } from '../ui/loaded.tsx';
import { Page } from '../ui/page.tsx';
import { SearchField } from '../ui/search-field.tsx';
import { Empty } from '../ui/states.tsx';
import { ClassGroupCard } from './class-group-card.tsx';
import { findClasses, groupClasses } from './group-classes.ts';
import { NewClassDialog } from './new-class-dialog.tsx';
import { useRates } from './use-rates.ts';

const route = getRouteApi('/inside/shell/app/classes');
const MOST = 1_000;

/** One's own classes; of an administrator all. */
export function ClassesPage() {
  const { t } = useTranslation('classes');
  const { search, archived } = route.useSearch();
  const navigate = route.useNavigate();
  const [isMaking, setIsMaking] = useState(false);
  const query = useQuery(
    asksAll(routes.listClasses, { query: { archived: archived ? 'true' : 'false', limit: MOST } }),
  );
  const rates = useRates();
  const filter = (change: { search?: string | undefined; archived?: true | undefined }) =>
    void navigate({ to: '.', search: { search, archived, ...change }, replace: true, resetScroll: false });

  return (
    <Page
      title={t('title')}
      actions={
        <Button look="main" icon={Plus} onClick={() => setIsMaking(true)}>
          {t('new.title')}
        </Button>
      }
    >
      <div className="mb-4 flex flex-wrap items-center gap-x-6 gap-y-2">
        <SearchField
          label={t('search')}
          className="w-full sm:w-80"
          value={search}
          onChange={(words) => filter({ search: words })}
        />
        <CheckField
          label={t('archived.filter')}
          checked={archived === true}
          onChange={(event) => filter({ archived: event.target.checked || undefined })}
        />
      </div>
      <Loaded query={query} lines={6}>
        {(all) => {
          const groups = groupClasses(findClasses(all, search));
          if (groups.length === 0) return <NoClasses isNarrowed={all.length > 0} isArchived={archived === true} />;
          return (
            <div className="grid gap-6">
              {groups.map((group) => (
                <ClassGroupCard key={group.course?._id ?? ''} group={group} rates={rates} />
              ))}
            </div>
          );
        }}
      </Loaded>
      <NewClassDialog open={isMaking} onClose={() => setIsMaking(false)} />
    </Page>
  );
}

function NoClasses({ isNarrowed, isArchived }: { isNarrowed: boolean; isArchived: boolean }) {
  const { t } = useTranslation('classes');
  if (isNarrowed) return <Empty icon={SearchX} title={t('empty.notFound')} />;
  if (isArchived) return <Empty icon={Archive} title={t('empty.archived')} />;
  return (
    <Empty icon={GraduationCap} title={t('empty.title')}>
      {t('empty.advice')}
    </Empty>
  );
}
