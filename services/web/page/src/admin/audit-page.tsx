import { type AuditEntry, routes } from '@rollcall/contracts';
import { useInfiniteQuery, useMutation } from '@tanstack/react-query';
import { getRouteApi } from '@tanstack/react-router';
import { Download, ScrollText } from 'lucide-react';
import { useTranslation } from 'react-i18next';
import { download } from '../api/call.ts';
import { asksPages } from '../api/query.ts';
import { saveFile } from '../api/save-file.ts';
import { Button } from '../ui/button.tsx';
import { SelectField, TextField } from '../ui/field.tsx';
import { More } from '../ui/more.tsx';
import { Card, Page } from '../ui/page.tsx';
import { Empty, Failure, Skeleton, useErrorSentence } from '../ui/states.tsx';
import { Time } from '../ui/time.tsx';
import { say } from '../ui/toast.tsx';
import { idsIn, reasonIn, sentenceOf } from './audit-sentence.ts';
import { AuditVerify } from './audit-verify.tsx';
import { type Names, useNames } from './use-names.ts';

const page = getRouteApi('/inside/shell/app/admin/audit');
const kinds = [
  'user',
  'device',
  'class',
  'course',
  'session',
  'record',
  'excuse',
  'export',
  'webhook',
  'audit',
] as const;

export function AuditPage() {
  const { t } = useTranslation(['admin', 'common']);
  const sentence = useErrorSentence('admin');
  const filters = page.useSearch();
  const navigate = page.useNavigate();
  const asked = {
    ...(filters.kind && { entityType: filters.kind }),
    ...(filters.user && { userId: filters.user }),
    ...(filters.from && { from: new Date(filters.from) }),
    ...(filters.to && { to: new Date(filters.to) }),
  };
  const query = useInfiniteQuery(asksPages(routes.listAuditEntries, { query: inText(asked) }));
  const entries = query.data?.pages.flatMap((one) => one.items) ?? [];
  const ids = entries.map(idsIn);
  const names = useNames(
    ids.flatMap(({ people }) => people),
    ids.flatMap(({ classes }) => classes),
  );
  const save = useMutation({
    mutationFn: async () => saveFile(await download(routes.exportAuditEntries, { query: inText(asked) }), 'audit.csv'),
    onError: (error) => say(sentence(error)),
  });
  const filter = (change: Partial<typeof filters>) =>
    void navigate({ to: '.', search: { ...filters, ...change }, replace: true });

  return (
    <Page
      title={t('common:nav.audit')}
      about={t('audit.about')}
      actions={
        <Button icon={Download} busy={save.isPending} onClick={() => save.mutate()}>
          {t('audit.export')}
        </Button>
      }
    >
      <div className="grid gap-6">
        <AuditVerify />
        <Card>
          <search className="grid gap-4 border-b border-line p-4 sm:grid-cols-3 md:px-6">
            <SelectField
              label={t('audit.kind')}
              value={filters.kind ?? ''}
              onChange={(event) => filter({ kind: event.target.value || undefined })}
            >
              <option value="">{t('audit.kinds.all')}</option>
              {kinds.map((kind) => (
                <option key={kind} value={kind}>
                  {t(`audit.kinds.${kind}`)}
                </option>
              ))}
            </SelectField>
            <TextField
              label={t('audit.from')}
              type="date"
              value={filters.from ?? ''}
              onChange={(event) => filter({ from: event.target.value || undefined })}
            />
            <TextField
              label={t('audit.to')}
              type="date"
              value={filters.to ?? ''}
              onChange={(event) => filter({ to: event.target.value || undefined })}
            />
          </search>
          {query.isPending && <Skeleton lines={6} />}
          {query.isError && <Failure error={query.error} onRetry={() => query.refetch()} />}
          {query.isSuccess && entries.length === 0 && <Empty icon={ScrollText} title={t('audit.none')} />}
          <ol>
            {entries.map((entry) => (
              <Entry key={entry._id} entry={entry} names={names} />
            ))}
          </ol>
          <More query={query} />
        </Card>
      </div>
    </Page>
  );
}

/** As the address has it: instants as text. */
function inText(asked: { entityType?: string; userId?: string; from?: Date; to?: Date }) {
  const { from, to, ...rest } = asked;
  return { ...rest, ...(from && { from: from.toISOString() }), ...(to && { to: to.toISOString() }) };
}

function Entry({ entry, names }: { entry: AuditEntry; names: Names }) {
  const { t } = useTranslation(['admin', 'common']);
  const why = reasonIn(entry);
  return (
    <li className="border-b border-line px-4 py-3 last:border-0 md:px-6">
      <p className="break-words">{sentenceOf(entry, names, t)}</p>
      {why && <p className="break-words text-quiet">{t('audit.why', { why })}</p>}
      <details className="text-14 text-quiet">
        <summary className="inline-flex min-h-6 cursor-pointer items-center gap-2">
          <Time at={entry.at} as="dayAndClock" />
          <span>· {t('common:state.details')}</span>
        </summary>
        <dl className="mt-2 grid gap-x-4 gap-y-1 font-mono text-12 sm:grid-cols-[auto_1fr]">
          {Object.entries({
            action: entry.action,
            entity: `${entry.entity.type} ${entry.entity.id ?? t('audit.erased')}`,
            chain: `${entry.chain}:${entry.position}`,
            request: entry.requestId,
            details: JSON.stringify(entry.details),
            personal: entry.erased ? t('audit.erased') : JSON.stringify(entry.personal),
            hash: entry.hash,
            previous: entry.previousHash,
          }).map(([name, value]) => (
            <div key={name} className="contents">
              <dt>{name}</dt>
              <dd className="break-all">{value}</dd>
            </div>
          ))}
        </dl>
      </details>
    </li>
  );
}
