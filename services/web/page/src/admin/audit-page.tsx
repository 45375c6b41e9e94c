import { type AuditEntry, routes } from '@rollcall/contracts';
import { useInfiniteQuery, useMutation } from '@tanstack/react-query';
import { getRouteApi } from '@tanstack/react-router';
import { Download, ScrollText } from 'lucide-react';
import { useTranslation } from 'react-i18next';
import { download } from '../api/call.ts';
import { asksPages } from '../api/query.ts';
import { saveFile } from '../api/save-file.ts';
import { Button } from '../ui/button.tsx';
import { Listed } from '../ui/listed.tsx';
import { Card, Page } from '../ui/page.tsx';
import { Empty, useErrorSentence } from '../ui/states.tsx';
import { Time } from '../ui/time.tsx';
import { say } from '../ui/toast.tsx';
import { AuditEntryRow } from './audit-entry-row.tsx';
import { type AuditFilters, byDay, queryOf } from './audit-filters.ts';
import { AuditFiltersForm } from './audit-filters-form.tsx';
import { idsIn } from './audit-sentence.ts';
import { AuditVerify } from './audit-verify.tsx';
import { useNames } from './use-names.ts';

const page = getRouteApi('/inside/shell/app/admin/audit');

/** What has been done, by whom and to whom, in sentences. */
export function AuditPage() {
  const { t } = useTranslation(['audit', 'common']);
  const sentence = useErrorSentence('audit');
  const filters = page.useSearch();
  const navigate = page.useNavigate();
  const asked = queryOf(filters);
  const query = useInfiniteQuery(asksPages(routes.listAuditEntries, { query: asked }));
  const entries: AuditEntry[] = query.data?.pages.flatMap(({ items }) => items) ?? [];
  const ids = entries.map(idsIn);
  const names = useNames({
    people: [...ids.flatMap(({ people }) => people), ...(filters.user ? [filters.user] : [])],
    classes: ids.flatMap(({ classes }) => classes),
    courses: ids.flatMap(({ courses }) => courses),
    webhooks: ids.flatMap(({ webhooks }) => webhooks),
  });
  const save = useMutation({
    mutationFn: async () => saveFile(await download(routes.exportAuditEntries, { query: asked }), t('exportName')),
    onError: (error) => say(sentence(error)),
  });
  const isFiltered = Object.keys(asked).length > 0;
  const show = (next: AuditFilters) => void navigate({ to: '.', search: next, replace: true, resetScroll: false });

  return (
    <Page
      title={t('common:nav.audit')}
      about={t('about')}
      actions={
        <Button icon={Download} busy={save.isPending} onClick={() => save.mutate()}>
          {t('export')}
        </Button>
      }
    >
      <div className="grid grid-cols-[minmax(0,1fr)] gap-6">
        <AuditVerify />
        <Card>
          <AuditFiltersForm filters={filters} nameOf={names.person} onChange={show} />
          <Listed
            query={query}
            isEmpty={entries.length === 0}
            lines={8}
            empty={
              <Empty
                icon={ScrollText}
                title={t('none')}
                action={isFiltered && <Button onClick={() => show({})}>{t('unfilter')}</Button>}
              >
                {isFiltered && t('noneAbout')}
              </Empty>
            }
          >
            {byDay(entries).map(({ day, entries: ofDay }) => (
              <section key={day}>
                <h2 className="border-t border-line bg-sunken px-4 py-2 text-14 font-medium md:px-6">
                  <Time at={ofDay[0]?.at ?? day} as="day" />
                </h2>
                <ol>
                  {ofDay.map((entry) => (
                    <AuditEntryRow key={entry._id} entry={entry} names={names} />
                  ))}
                </ol>
              </section>
            ))}
          </Listed>
        </Card>
      </div>
    </Page>
  );
}
