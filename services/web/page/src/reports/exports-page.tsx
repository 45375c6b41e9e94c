import { routes } from '@rollcall/contracts';
import { useInfiniteQuery } from '@tanstack/react-query';
import { FileDown, Plus } from 'lucide-react';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { asksPages } from '../api/query.ts';
import { Button } from '../ui/button.tsx';
import { Listed } from '../ui/listed.tsx';
import { Card, Page } from '../ui/page.tsx';
import { Empty } from '../ui/states.tsx';
import { ExportItem } from './export-item.tsx';
import { isBeingMade } from './exports.ts';
import { NewExportDialog } from './new-export-dialog.tsx';

/** How often it is asked how far files are, while some are being made. */
const POLL_MS = 1_000;

/** The files that I asked for: how far they are, and where. */
export function ExportsPage() {
  const { t } = useTranslation(['reports', 'common']);
  const [isOpen, setOpen] = useState(false);
  const query = useInfiniteQuery({
    ...asksPages(routes.listExports, { query: {} }),
    refetchInterval: ({ state: { data } }) =>
      data?.pages.some(({ items }) => items.some(isBeingMade)) ? POLL_MS : false,
  });
  const files = query.data?.pages.flatMap(({ items }) => items) ?? [];
  const add = (
    <Button look="main" icon={Plus} onClick={() => setOpen(true)}>
      {t('exports.new')}
    </Button>
  );
  return (
    <Page title={t('common:nav.exports')} about={t('exports.about')} actions={files.length > 0 && add}>
      <Card>
        <Listed
          query={query}
          isEmpty={files.length === 0}
          lines={5}
          empty={
            <Empty icon={FileDown} title={t('exports.none')} action={add}>
              {t('exports.noneAdvice')}
            </Empty>
          }
        >
          <ul aria-label={t('common:nav.exports')}>
            {files.map((file) => (
              <ExportItem key={file._id} file={file} />
            ))}
          </ul>
        </Listed>
      </Card>
      {isOpen && <NewExportDialog onClose={() => setOpen(false)} />}
    </Page>
  );
}
